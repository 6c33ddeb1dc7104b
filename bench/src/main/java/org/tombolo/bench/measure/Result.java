package org.tombolo.bench.measure;

import tools.jackson.databind.json.JsonMapper;

/// One number and what it is measured against. Printed as one line of JSON.
///
/// @param ratio value / reference
public record Result(String name, double value, String unit, double reference, double ratio) {
    private static final double PLACES = 1000;

    public static Result of(String name, double value, String unit, double reference) {
        return new Result(name, rounded(value), unit, rounded(reference), rounded(value / reference));
    }

    public String line() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    private static double rounded(double number) {
        return Math.round(number * PLACES) / PLACES;
    }
}
