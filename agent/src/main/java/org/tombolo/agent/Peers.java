package org.tombolo.agent;

import java.util.regex.Pattern;

/// Where the services of a run are, by name: `NAME.svc` in an attempt's `/etc/hosts`.
final class Peers {
    /// As the control plane tells them.
    private static final String VARIABLE = "TOMBOLO_SERVICES";
    private static final Pattern SERVICE = Pattern.compile("([a-z0-9-]{1,63})(?:=([0-9a-fA-F.:]{2,45}))?");

    private Peers() {}

    /// Lines of a hosts file. A service that does not run yet is looked for on this machine.
    ///
    /// @param address what others know this machine by
    /// @param here    how an attempt reaches this machine
    static String lines(Order order, String address, String here) {
        var lines = new StringBuilder();
        for (var each : order.work().env().getOrDefault(VARIABLE, "").split(" ", -1)) {
            var service = SERVICE.matcher(each);
            if (service.matches()) {
                var known = service.group(2);
                boolean isHere = known == null || known.equals(address);
                lines.append(isHere ? here : known)
                        .append(' ')
                        .append(service.group(1))
                        .append(".svc\n");
            }
        }
        return lines.toString();
    }
}
