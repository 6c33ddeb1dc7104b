package org.tombolo.server;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.SimpleType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Jackson 3's tree for the schema validator, which knows older ones only.
record SchemaNode(tools.jackson.databind.JsonNode node, String pointer) implements JsonNode {
    static final JsonNodeFactory FACTORY = new JsonNodeFactory() {
        @Override
        public JsonNode wrap(Object node) {
            return node instanceof SchemaNode ours ? ours : new SchemaNode((tools.jackson.databind.JsonNode) node, "");
        }

        @Override
        public JsonNode create(String rawJson) {
            return new SchemaNode(JsonMapper.shared().readTree(rawJson), "");
        }
    };

    @Override
    public String getJsonPointer() {
        return pointer;
    }

    @Override
    public SimpleType getNodeType() {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> SimpleType.NULL;
            case BOOLEAN -> SimpleType.BOOLEAN;
            case STRING, BINARY, POJO -> SimpleType.STRING;
            case NUMBER -> node.isIntegralNumber() ? SimpleType.INTEGER : SimpleType.NUMBER;
            case ARRAY -> SimpleType.ARRAY;
            case OBJECT -> SimpleType.OBJECT;
        };
    }

    @Override
    public boolean asBoolean() {
        return node.booleanValue();
    }

    @Override
    public String asString() {
        return node.stringValue();
    }

    @Override
    public BigInteger asInteger() {
        return node.bigIntegerValue();
    }

    @Override
    public BigDecimal asNumber() {
        return node.decimalValue();
    }

    @Override
    public List<JsonNode> asArray() {
        var items = new ArrayList<JsonNode>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new SchemaNode(node.get(i), pointer + "/" + i));
        }
        return items;
    }

    @Override
    public Map<String, JsonNode> asObject() {
        var fields = new LinkedHashMap<String, JsonNode>();
        node.properties()
                .forEach(field -> fields.put(
                        field.getKey(),
                        new SchemaNode(field.getValue(), pointer + "/" + JsonNode.encodeJsonPointer(field.getKey()))));
        return fields;
    }
}
