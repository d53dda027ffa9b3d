using System.Text;
using Sekisho.Testing;

namespace Sekisho.Mime.Tests.Corpus;

public sealed class Mime4jTests
{
    /// <summary>Where view 0 differs from the expectation, and why.</summary>
    private static readonly Dictionary<string, string> OtherStructure = new(StringComparer.Ordinal)
    {
        ["ending-boundaries"] = "A delimiter with text behind it is one for mime4j; here it is in another view (DelimiterWithTail).",
        ["malformedHeader-noheader"] = "mime4j drops a text without any field; here its first line begins the body.",
        ["malformedHeaderStartsBody-nocrlfcrlf"] = "Expected for mime4j's other mode (the same message in its usual mode is malformedHeader-nocrlfcrlf); here in another view (LineWithoutColon).",
        ["malformedHeaderStartsBody-noheader"] = "mime4j loses the second line of the body.",
        ["obsolete"] = "A field with an 8-bit byte in its name: mime4j drops it; here it is kept and reported (BadFieldName).",
    };

    /// <summary>Files whose expected bodies differ from ours, and why.</summary>
    private static readonly Dictionary<string, string> OtherBodies = new(StringComparer.Ordinal)
    {
        ["frag_decoded_1_2_1_2_1_2_1_2.bin"] = "Base64 cut off inside a quartet: mime4j drops the rest, here it is completed.",
        ["multi-frag_decoded_1_3_2.bin"] = "The same.",
    };

    [CorpusFact("mail/mime/mime4j")]
    public void Parts_fields_and_raw_bodies_are_those_of_the_event_trees()
    {
        var compared = 0;
        var different = new List<string>();
        foreach (var file in Corpora.Files("mail/mime/mime4j", "*.msg"))
        {
            var expectedFile = Path.ChangeExtension(file, ".xml");
            if (!File.Exists(expectedFile)) continue;
            compared++;
            var expected = EventTree.OfXml(File.ReadAllBytes(expectedFile));
            if (!expected.SequenceEqual(EventTree.OfMessage(MimeMessage.Read(File.ReadAllBytes(file))))) different.Add(Path.GetFileNameWithoutExtension(file));
        }

        Assert.Equal(80, compared);
        Assert.Equal(OtherStructure.Keys.Order(StringComparer.Ordinal), different.Order(StringComparer.Ordinal));
    }

    [CorpusFact("mail/mime/mime4j")]
    public void Decoded_bodies_are_those_expected()
    {
        var compared = 0;
        var different = new List<string>();
        foreach (var file in Corpora.Files("mail/mime/mime4j", "*.msg"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (!File.Exists(Path.Combine(Path.GetDirectoryName(file)!, name + "_decoded.xml")) || OtherStructure.ContainsKey(name)) continue;
            var folder = Path.GetDirectoryName(file)!;
            var leaves = MimeMessage.Read(File.ReadAllBytes(file)).Parts.Where(part => part is { View: 0, IsLeaf: true }).ToList();
            var bodies = EventTree.BodyFiles(File.ReadAllBytes(Path.Combine(folder, name + "_decoded.xml"))).ToList();
            if (leaves.Count(leaf => !(leaf.IsMultipart && leaf.ContentType.Boundary is not null)) != bodies.Count) different.Add(name + " (count)");
            foreach (var (leaf, body) in leaves.Where(leaf => !(leaf.IsMultipart && leaf.ContentType.Boundary is not null)).Zip(bodies))
            {
                compared++;
                var expected = Normal(File.ReadAllBytes(Path.Combine(folder, body)));
                var actual = Normal(leaf.DecodeBody());
                if (expected == actual) continue;
                different.Add(body);
                Assert.StartsWith(expected, actual, StringComparison.Ordinal);
            }
        }

        Assert.Equal(156, compared);
        Assert.Equal(OtherBodies.Keys.Order(StringComparer.Ordinal), different.Order(StringComparer.Ordinal));
    }

    /// <summary>mime4j writes CRLF for LF in text bodies.</summary>
    private static string Normal(byte[] bytes) => Encoding.Latin1.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal);
}
