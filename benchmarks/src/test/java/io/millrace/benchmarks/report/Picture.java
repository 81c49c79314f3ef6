package io.millrace.benchmarks.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A picture as a reader sees it: an SVG that was parsed. */
final class Picture {

    private static final double LETTER = 0.6;
    private static final double CAPITAL = 0.75;

    private final Element svg;

    /** Where a text lies; letters reach a little below the line that they stand on. */
    record Box(String text, double left, double top, double right, double bottom) {

        boolean covers(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    private Picture(Element svg) {
        this.svg = svg;
    }

    static Picture parse(String text) {
        try {
            return new Picture(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)))
                    .getDocumentElement());
        } catch (IOException | SAXException | ParserConfigurationException broken) {
            throw new AssertionError(text, broken);
        }
    }

    double width() {
        return number(svg, "width");
    }

    double height() {
        return number(svg, "height");
    }

    /** Returns the text of the first element of a name. */
    String first(String name) {
        return elements(name, "").get(0).getTextContent();
    }

    /** Returns the elements of a name that have a style, in their order; all if the style is empty. */
    List<Element> elements(String name, String style) {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = svg.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            Element element = (Element) nodes.item(i);
            if (style.isEmpty()
                    || List.of(element.getAttribute("class").split(" ")).contains(style)) {
                elements.add(element);
            }
        }
        return elements;
    }

    static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    List<Box> texts() {
        return elements("text", "").stream().map(Picture::box).toList();
    }

    /** Tells the texts that cover each other or reach out of the picture. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        List<Box> boxes = texts();
        for (Box box : boxes) {
            if (box.left < 0 || box.top < 0 || box.right > width() || box.bottom > height()) {
                faults.add(box + " reaches out");
            }
            for (Box other : boxes.subList(boxes.indexOf(box) + 1, boxes.size())) {
                if (box.covers(other)) {
                    faults.add(box + " covers " + other);
                }
            }
        }
        return faults;
    }

    private static Box box(Element element) {
        String text = element.getTextContent();
        double size = element.getAttribute("class").equals("head") ? 17 : 13;
        double width = size
                * text.chars()
                        .mapToDouble(letter -> Character.isUpperCase(letter) ? CAPITAL : LETTER)
                        .sum();
        double x = number(element, "x");
        double left = switch (element.getAttribute("text-anchor")) {
            case "end" -> x - width;
            case "middle" -> x - width / 2;
            default -> x;
        };
        double y = number(element, "y");
        return new Box(text, left, y - 0.75 * size, left + width, y + 0.2 * size);
    }
}
