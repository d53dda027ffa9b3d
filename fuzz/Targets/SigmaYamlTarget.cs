using System.Text;
using Sekisho.Sigma.Reading;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>The quick way over YAML beside the library: what the first reads, the second reads the same, with the same places and without a word.</summary>
public sealed class SigmaYamlTarget : IFuzzTarget
{
    public string Name => "sigma-yaml";

    /// <summary>How many inputs the quick way has read.</summary>
    public int Read { get; private set; }

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "title: a b  # c\nid: '1'\nnone:\nlist:\n  - x\n  -\n  - 'it''s'\nsame:\n- a: 1\n  b|c: \"d\\\\e\\\"\"\n- -enc\n'|all':\n    - q\nlast: http://x/#y\n",
            "---\ndescription: |\n  one\n\n   two\n  three\n\nfold: >-\n  a\n  b\n\n  c\nlong: word\n  goes on\n\n  here\n# end\nk: >\n  x\n---\nb:\n\n  c:\n    - d:\n    - e: f\n",
            "a: b\n---\n# none\n",
            "a:\r\n  - 'b'   # c\r\n  - \"\"\r\nd: |-\r\n    e\r\n\r\n    f",
        }.Select(Encoding.UTF8.GetBytes),
        .. SigmaSeeds.Rules,
    ];

    public void Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (YamlQuickReading.Read(text) is not { } quick) return;
        Read++;
        var told = new List<string>();
        var slow = YamlDocuments.ReadSlowly(text, (line, column, problem, _) => told.Add($"{line}:{column} {problem}"), (line, column, problem, _) => told.Add($"{line}:{column} {problem}"));
        if (told.Count > 0) throw new InvalidOperationException($"The quick way read what the library finds wrong: {told[0]}");
        if (quick.Count != slow.Count) throw new InvalidOperationException($"{quick.Count} documents, not {slow.Count}.");
        for (var i = 0; i < slow.Count; i++) Compare(quick[i], slow[i]);
    }

    private static void Compare(YamlNode quick, YamlNode slow)
    {
        if (quick.Line != slow.Line || quick.Column != slow.Column || quick.Size != slow.Size) throw new InvalidOperationException($"At {quick.Line}:{quick.Column} with {quick.Size} values, not at {slow.Line}:{slow.Column} with {slow.Size}.");
        switch (quick, slow)
        {
            case (YamlScalar one, YamlScalar other) when one.Text == other.Text && one.Plain == other.Plain:
                return;
            case (YamlList one, YamlList other) when one.Items.Count == other.Items.Count:
                for (var i = 0; i < one.Items.Count; i++) Compare(one.Items[i], other.Items[i]);
                return;
            case (YamlMap one, YamlMap other) when one.Members.Count == other.Members.Count:
                for (var i = 0; i < one.Members.Count; i++)
                {
                    Compare(one.Members[i].Key, other.Members[i].Key);
                    Compare(one.Members[i].Value, other.Members[i].Value);
                }

                return;
            default:
                throw new InvalidOperationException($"At {slow.Line}:{slow.Column} the values differ: {Show(quick)}, not {Show(slow)}.");
        }
    }

    private static string Show(YamlNode node) => node is YamlScalar scalar ? $"'{scalar.Text}' ({(scalar.Plain ? "plain" : "quoted")})" : node.GetType().Name;
}
