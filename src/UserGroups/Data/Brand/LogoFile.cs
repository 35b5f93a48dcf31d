using System.Buffers.Binary;
using System.Xml;
using System.Xml.Linq;
using UserGroups.Shared;

namespace UserGroups.Data;

/// <summary>Tells by its content, never by its name, whether a file is a logo that can be shown safely.</summary>
internal static class LogoFile
{
    private const string Field = "File";
    private const int MaxPixels = 2000;
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly HashSet<string> DrawingElements = new(StringComparer.Ordinal)
    {
        "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
        "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "metadata",
    };

    public static string ContentTypeOf(byte[] content)
    {
        if (content.Length == 0)
            throw new RuleException("Choose a file.", Field);
        if (content.Length > Logo.MaxBytes)
            throw new RuleException($"The logo has {content.Length / 1024} KB; at most {Logo.MaxBytes / 1024} KB fit. A header needs no more than a few hundred pixels.", Field);
        if (content.AsSpan().StartsWith(PngSignature))
            return CheckPng(content);
        CheckSvg(content);
        return "image/svg+xml";
    }

    // PNG (ISO/IEC 15948), 11.2.2: the header chunk comes first and begins with width and height.
    private static string CheckPng(byte[] content)
    {
        if (content.Length < 33)
            throw new RuleException("The PNG file is cut short. Save it again and choose it once more.", Field);
        var width = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(16));
        var height = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(20));
        if (width is 0 or > MaxPixels || height is 0 or > MaxPixels)
            throw new RuleException($"The picture is {width} × {height} pixels; at most {MaxPixels} × {MaxPixels} fit.", Field);
        CheckChunks(content);
        return "image/png";
    }

    // 11.2.1: length, type, data, check sum; IHDR first, IEND last, nothing behind it. A moving picture (acTL) draws eyes off every page and may
    // hold thousands of frames.
    private static void CheckChunks(byte[] content)
    {
        long at = PngSignature.Length;
        var (first, types) = ("", new HashSet<string>(StringComparer.Ordinal));
        while (at + 12 <= content.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan((int)at));
            var type = System.Text.Encoding.ASCII.GetString(content, (int)at + 4, 4);
            first = first.Length == 0 ? type : first;
            types.Add(type);
            at += 12 + length;
            if (type == "IEND")
                break;
        }

        if (first != "IHDR" || !types.Contains("IDAT") || !types.Contains("IEND") || types.Contains("acTL") || at != content.Length)
            throw new RuleException("The PNG file is broken, moves, or has something behind the picture. Save it again as a plain PNG.", Field);
    }

    private static void CheckSvg(byte[] content)
    {
        XDocument drawing;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Logo.MaxBytes });
            drawing = XDocument.Load(reader);
        }
        catch (XmlException)
        {
            throw new RuleException("This is neither a PNG nor an SVG file. Choose one of these two.", Field);
        }

        if (drawing.DescendantNodes().OfType<XProcessingInstruction>().Any() || !SvgWeight.IsLight(drawing.Root!))
            throw new RuleException("The SVG file refers to a style sheet, or draws things in things too often. Save it as a plain SVG or as PNG.", Field);
        foreach (var element in drawing.Descendants())
        {
            if (drawing.Root!.Name.LocalName != "svg" || !DrawingElements.Contains(element.Name.LocalName))
                throw new RuleException($"The SVG file has <{element.Name.LocalName}>, which is more than a drawing. Save it as a plain SVG or as PNG.", Field);
            foreach (var attribute in element.Attributes().Where(IsActive))
                throw new RuleException($"The SVG file has the attribute {attribute.Name.LocalName}, which reaches outside the drawing. Save it as a plain SVG or as PNG.", Field);
        }
    }

    private static bool IsActive(XAttribute attribute) =>
        attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
        || (attribute.Name.LocalName == "href" && !attribute.Value.StartsWith('#'))
        // Every reference must stay inside; CSS escapes and image-set reach outside without the word.
        || (attribute.Name.LocalName == "style" && (attribute.Value.Contains('\\', StringComparison.Ordinal) || attribute.Value.Contains("image-set", StringComparison.OrdinalIgnoreCase)))
        || attribute.Value.Replace("url(#", "", StringComparison.OrdinalIgnoreCase).Contains("url(", StringComparison.OrdinalIgnoreCase);
}
