using System.Text;

namespace Sekisho.Sigma.Mapping;

/// <summary>Which field of a log stands for a field that rules name. Data: <c>field-mappings.tsv</c>.</summary>
internal sealed class FieldMappings
{
    public static FieldMappings Default { get; } = new(Load());

    private readonly ILookup<(string, string, string), (string RuleField, string EventField)> _rows;

    private FieldMappings(IEnumerable<string[]> rows) => _rows = rows.ToLookup(row => (row[0], row[1], row[2]), row => (row[3], row[4]));

    /// <summary>The pairs that hold in all logs.</summary>
    public IEnumerable<(string RuleField, string EventField)> Everywhere => _rows[("*", "*", "*")];

    /// <summary>All rows, for the lint.</summary>
    public IEnumerable<(string RuleField, string EventField)> All => _rows.SelectMany(row => row);

    /// <summary>The pairs for rules of a category over events of a product and service.</summary>
    public IEnumerable<(string RuleField, string EventField)> Of(string? product, string? service, string? category) =>
        product is null || service is null || category is null ? [] : _rows[(product.ToLowerInvariant(), service.ToLowerInvariant(), category.ToLowerInvariant())];

    private static List<string[]> Load()
    {
        using var stream = typeof(FieldMappings).Assembly.GetManifestResourceStream("field-mappings.tsv") ?? throw new InvalidOperationException("The field mappings are not built in.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') rows.Add(line.Split('\t'));
        return rows;
    }
}
