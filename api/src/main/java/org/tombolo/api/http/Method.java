package org.tombolo.api.http;

/// The methods that routes use.
public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    DELETE
}
