namespace Sekisho.Inspect.Html;

/// <summary>The attributes that the reader looks at.</summary>
internal enum HtmlAttribute
{
    Style, Class, Id, Href, Src, Alt, Title, Width, Height, Type, Value, Placeholder, Action, Hidden, BgColor, Color, Size, Content, HttpEquiv, Download, Data, SrcDoc, Background, AttributeName, To, From, Values, Event,
}
