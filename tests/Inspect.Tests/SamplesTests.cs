using Sekisho.Inspect.Verdicts;
using Sekisho.Testing;

namespace Sekisho.Inspect.Tests;

/// <summary>The sample messages become what samples/README.md promises.</summary>
public sealed class SamplesTests
{
    [Fact]
    public async Task Every_sample_becomes_what_its_table_says()
    {
        var folder = RepositoryRoot.PathOf("samples");
        var rows = (await File.ReadAllLinesAsync(Path.Combine(folder, "README.md")))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        Assert.Equal(13, rows.Count);
        Assert.Equal(Directory.GetFiles(folder, "*.eml").Select(Path.GetFileName).Order(StringComparer.Ordinal), rows.Select(row => row[0].Trim('`')));
        await using var inspector = Inspector.Create(new InspectOptions());
        foreach (var row in rows)
        {
            var verdict = await inspector.InspectAsync(Inspecting.Request, await File.ReadAllBytesAsync(Path.Combine(folder, row[0].Trim('`'))));
            Assert.True(Enum.Parse<Disposition>(row[2], ignoreCase: true) == verdict.Disposition, $"{row[0]} became {verdict.Disposition}: {string.Join("; ", verdict.Reasons)}");
        }
    }

    [Fact]
    public void Samples_name_reserved_domains_only_and_have_crlf_line_ends()
    {
        var files = Directory.GetFiles(RepositoryRoot.PathOf("samples"), "*.eml");
        Assert.Equal(13, files.Length);
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            for (var i = 0; i < bytes.Length; i++) Assert.False(bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r'), $"{file} has a bare line feed at {i}");
            foreach (var part in System.Text.Encoding.Latin1.GetString(bytes).Split('@').Skip(1))
            {
                var domain = new string([.. part.TakeWhile(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-')]);
                if (!domain.Contains('.', StringComparison.Ordinal)) continue; // half of a Japanese character
                Assert.Matches("(^|\\.)(example\\.(com|org|net|jp|co\\.jp)|example\\.co\\.jp|example|test|invalid)$", domain.TrimEnd('.'));
            }
        }
    }
}
