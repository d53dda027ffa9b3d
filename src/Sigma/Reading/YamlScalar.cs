namespace Sekisho.Sigma.Reading;

/// <summary>A single value.</summary>
internal sealed class YamlScalar(int line, int column, string text, bool plain) : YamlNode(line, column)
{
    public string Text => text;

    /// <summary>Written without quotes: then null, true and 5 are not text.</summary>
    public bool Plain => plain;

    public bool IsNull => plain && text is ("" or "~" or "null" or "Null" or "NULL");

    /// <summary>Words that YAML 1.1 takes for truth values.</summary>
    public bool? Boolean => !plain ? null : text switch
    {
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        _ => null,
    };
}
