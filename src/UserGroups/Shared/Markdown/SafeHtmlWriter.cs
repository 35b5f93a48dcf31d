using System.Text;

namespace UserGroups.Shared.Markdown;

/// <summary>Writes elements and text so that they cannot be read as anything else.</summary>
internal sealed class SafeHtmlWriter(int capacity)
{
    private readonly StringBuilder _html = new(capacity);

    public void Open(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _html.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is not null)
                _html.Append(' ').Append(attribute).Append("=\"").Append(XmlText.Escape(value)).Append('"');
        }
        _html.Append('>');
    }

    public void Close(string name) => _html.Append("</").Append(name).Append('>');

    public void Text(string text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '&': _html.Append("&amp;"); break;
                case '<': _html.Append("&lt;"); break;
                case '>': _html.Append("&gt;"); break;
                default: _html.Append(c); break;
            }
        }
    }

    public override string ToString() => _html.ToString();
}
