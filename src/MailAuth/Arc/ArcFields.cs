using System.Globalization;
using System.Text;
using Sekisho.MailAuth.Headers;

namespace Sekisho.MailAuth.Arc;

/// <summary>The fields of a message's chain, sorted into sets (RFC 8617 §5.2 steps 1 to 3).</summary>
internal sealed class ArcFields
{
    /// <summary>RFC 8617 §4.2.1: more would be a loop.</summary>
    public const int MaxInstances = 50;

    private const string ResultsName = "ARC-Authentication-Results";
    private const string SignatureName = "ARC-Message-Signature";
    private const string SealName = "ARC-Seal";

    private readonly Dictionary<(int Instance, string Name), RawField> _fields = [];

    private ArcFields(MessageFields header) => Header = header;

    public MessageFields Header { get; }

    public int Last { get; private set; }

    public ArcProblem Problem { get; private set; }

    public string? Detail { get; private set; }

    public RawField Results(int instance) => _fields[(instance, ResultsName)];

    public RawField Signature(int instance) => _fields[(instance, SignatureName)];

    public RawField Seal(int instance) => _fields[(instance, SealName)];

    /// <summary>Sorts the fields; a problem of the structure is named, and ends it.</summary>
    public static ArcFields Read(MessageFields header)
    {
        var chain = new ArcFields(header);
        foreach (var name in (ReadOnlySpan<string>)[ResultsName, SignatureName, SealName])
        {
            foreach (var place in header.IndexesOf(name))
            {
                if (!chain.Add(name, header.Fields[place])) return chain;
            }
        }

        for (var instance = 1; instance <= chain.Last; instance++)
        {
            foreach (var name in (ReadOnlySpan<string>)[ResultsName, SignatureName, SealName])
            {
                if (!chain._fields.ContainsKey((instance, name)) && chain.Stop(ArcProblem.MissingField, $"Set {instance} has no {name}.")) return chain;
            }
        }

        return chain;
    }

    private bool Add(string name, RawField field)
    {
        var value = Header.ValueOf(field);
        if (InstanceOf(name, value) is not { } instance) return !Stop(ArcProblem.BadSyntax, $"A field {name} has no instance number.");
        if (instance is < 1 or > MaxInstances) return !Stop(ArcProblem.BadInstance, $"A field {name} has the instance number {instance}.");
        Last = Math.Max(Last, instance);
        return _fields.TryAdd((instance, name), field) || !Stop(ArcProblem.DuplicateField, $"Set {instance} has {name} twice.");
    }

    private static int? InstanceOf(string name, ReadOnlySpan<byte> value)
    {
        string? text;
        if (name == ResultsName)
        {
            // RFC 8617 §4.1.1: i= stands first; what follows is no tag list.
            var semicolon = value.IndexOf((byte)';');
            if (semicolon < 0) return null;
            var first = Encoding.Latin1.GetString(value[..semicolon].Trim(" \t\r\n"u8)).Split('=');
            text = first.Length == 2 && first[0].Trim() == "i" ? first[1].Trim() : null;
        }
        else text = TagList.TryParse(value, out var tags, out _) ? tags["i"] : null;

        return text is { Length: > 0 and <= 3 } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private bool Stop(ArcProblem problem, string detail)
    {
        (Problem, Detail) = (problem, detail);
        return true;
    }
}
