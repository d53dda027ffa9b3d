using System.Reflection;

namespace Sekisho.Configuration.Schema;

/// <summary>One setting: where it stands and what is allowed.</summary>
internal sealed record Setting
{
    /// <summary>The path in the file: "limits.messageBytes".</summary>
    public required string Path { get; init; }

    /// <summary>The property that holds the value.</summary>
    public required PropertyInfo Property { get; init; }

    /// <summary>What the attribute says.</summary>
    public required SettingAttribute About { get; init; }

    /// <summary>The type of the value, or of one item of a list.</summary>
    public required Type Type { get; init; }

    /// <summary>The value is a list.</summary>
    public required bool IsList { get; init; }

    /// <summary>The default; null or an empty list where the default depends on the machine or is "none".</summary>
    public required object? Default { get; init; }

    /// <summary>How values are written.</summary>
    public ValueForm Form => ValueForm.Of(Type);

    /// <summary>The allowed form in words.</summary>
    public string Allowed => IsList ? $"a list of at most {About.MaxItems}, each {Form.Describe(this)}" : Form.Describe(this);

    /// <summary>A value for advice: the example, or else the default.</summary>
    public string Example => About.Example ?? Write(Default) ?? "";

    /// <summary>A value as it stands in the file, a list in brackets; null for null.</summary>
    public string? Write(object? value) => value switch
    {
        null => null,
        System.Collections.IEnumerable list when IsList => "[" + string.Join(", ", list.Cast<object>().Select(Quoted)) + "]",
        _ => Form.Write(value),
    };

    private string Quoted(object item)
    {
        var text = Form.Write(item);
        // Brackets and ": " mean something inside a YAML flow list.
        return text.AsSpan().ContainsAny("[]{},") ? $"\"{text}\"" : text;
    }
}
