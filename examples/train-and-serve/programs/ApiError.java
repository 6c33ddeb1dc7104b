/// A refusal, in the terms of OpenAI's error object.
final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1;

    final int status;
    final String code;
    final String param;

    /// `param` names the field at fault; null where it is none.
    ApiError(int status, String code, String param, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.param = param;
    }

    static ApiError wrong(String param, String message) {
        return new ApiError(400, "invalid_value", param, message);
    }

    String json() {
        var type = status < 500 ? "invalid_request_error" : "server_error";
        var error = Json.object("message", getMessage(), "type", type, "param", param, "code", code);
        return Json.write(Json.object("error", error));
    }
}
