package org.tombolo.blobs.s3;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/// What servers answer, read without anything that XML can refer to.
final class S3Xml {
    private S3Xml() {}

    /// The texts of the leaves directly below the root, and of the elements named `group` as maps of their own.
    record Answer(Map<String, String> texts, List<Map<String, String>> groups) {
        Optional<String> text(String name) {
            return Optional.ofNullable(texts.get(name)).filter(text -> !text.isEmpty());
        }
    }

    static Answer read(InputStream in, String group) throws IOException {
        var factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        var texts = new HashMap<String, String>();
        var groups = new ArrayList<Map<String, String>>();
        try {
            var xml = factory.createXMLStreamReader(in);
            var path = new ArrayList<String>();
            var text = new StringBuilder();
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        path.add(xml.getLocalName());
                        text.setLength(0);
                        if (path.size() == 2 && path.getLast().equals(group)) {
                            groups.add(new HashMap<>());
                        }
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (path.size() == 2) {
                            texts.put(path.getLast(), text.toString());
                        } else if (path.size() == 3 && path.get(1).equals(group)) {
                            groups.getLast().put(path.getLast(), text.toString());
                        }
                        if (path.size() == 1) {
                            texts.put("", path.getLast());
                        }
                        path.removeLast();
                        text.setLength(0);
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("an answer that is not XML: " + e.getMessage(), e);
        }
        return new Answer(texts, groups);
    }

    /// Keys come percent-encoded where we asked for it.
    static String key(Answer answer, String key) {
        return answer.text("EncodingType").filter("url"::equals).isPresent()
                ? URLDecoder.decode(key, StandardCharsets.UTF_8)
                : key;
    }
}
