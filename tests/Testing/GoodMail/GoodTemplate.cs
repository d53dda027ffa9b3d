namespace Sekisho.Testing.GoodMail;

/// <summary>One hand-written good message with places to fill in. Everything made from it is one family.</summary>
public sealed record GoodTemplate
{
    /// <summary>Its name, unique.</summary>
    public required string Name { get; init; }

    /// <summary>The header lines of the template by name.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>The body.</summary>
    public required string Body { get; init; }

    /// <summary>The language, two letters.</summary>
    public string Language => Fields["lang"];

    /// <summary>True for a template that is never trained on.</summary>
    public bool IsForEvaluation => Fields.GetValueOrDefault("use") == "evaluate";

    /// <summary>All templates, in the order of the files and their names.</summary>
    public static IReadOnlyList<GoodTemplate> LoadAll()
    {
        var templates = new List<GoodTemplate>();
        var files = Directory.GetFiles(RepositoryRoot.PathOf("tests", "Testing", "GoodMail", "templates"), "*.txt");
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            foreach (var block in File.ReadAllText(file).Split("=== ", StringSplitOptions.RemoveEmptyEntries)) templates.Add(Read(block, file));
        }

        return templates;
    }

    private static GoodTemplate Read(string block, string file)
    {
        var split = block.IndexOf("\n---\n", StringComparison.Ordinal);
        if (split < 0) throw new InvalidDataException($"{file}: a template without body: {block[..Math.Min(40, block.Length)]}");
        var lines = block[..split].Split('\n');
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0) throw new InvalidDataException($"{file}: {lines[0]}: '{line}' is no field");
            fields[line[..colon]] = line[(colon + 2)..];
        }

        return new GoodTemplate { Name = lines[0].Trim(), Fields = fields, Body = block[(split + 5)..].TrimEnd('\n') };
    }
}
