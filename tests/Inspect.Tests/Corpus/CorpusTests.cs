using System.Diagnostics;
using System.Text.Json;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Verdicts;
using Sekisho.Testing;
using Sekisho.Testing.GoodMail;

namespace Sekisho.Inspect.Tests.Corpus;

public sealed class CorpusTests
{
    [CorpusFact("mail")]
    public async Task Every_file_of_the_mail_corpora_is_inspected_in_time_with_documented_facts()
    {
        var count = 0;
        var used = new HashSet<string>(StringComparer.Ordinal);
        await using var inspector = Inspector.Create(new InspectOptions());
        foreach (var file in Corpora.Files("mail"))
        {
            var started = Stopwatch.GetTimestamp();
            var verdict = await inspector.InspectAsync(Inspecting.Request, await File.ReadAllBytesAsync(file));
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), $"{file} took {Stopwatch.GetElapsedTime(started)}");
            Assert.True(verdict.Disposition != Disposition.Defer, $"{file}: {string.Join("; ", verdict.Reasons)}");
            Check(file, verdict);
            used.UnionWith(verdict.Facts.Values.Keys);
            count++;
        }

        Assert.Equal(2_650, count);

        // Most of the documented facts occur in real mail; the others are those of envelopes, scanners, failures and rare tricks.
        Assert.InRange(used.Count, 60, FactCatalogue.ByName.Count);
    }

    [CorpusFact("mail/ham")]
    public async Task Hardly_any_legitimate_message_is_tagged_and_none_is_held()
    {
        var (tagged, held) = await CountAsync("mail/ham", 560);
        Assert.InRange(tagged, 0, 1);
        Assert.Equal(0, held);
    }

    [CorpusFact("mail/spam")]
    public async Task Old_spam_is_told_by_its_forms_in_part()
    {
        var (tagged, held) = await CountAsync("mail/spam", 300);
        Assert.InRange(tagged + held, 30, 300);
    }

    [CorpusFact("mail/phishing")]
    public async Task Most_phishing_is_tagged_or_held_by_rules_alone()
    {
        var (tagged, held) = await CountAsync("mail/phishing", 700);
        Assert.InRange(tagged + held, 490, 700);
    }

    [Fact]
    public async Task Hardly_any_modern_good_message_is_tagged()
    {
        var (count, wrong) = (0, new List<string>());
        await using var inspector = Inspector.Create(new InspectOptions());
        foreach (var message in GoodMailbox.Make(8))
        {
            count++;
            var verdict = await inspector.InspectAsync(Inspecting.Request, message.Content);
            if (verdict.Disposition != Disposition.Accept) wrong.Add($"{message.Template.Name}: {string.Join("; ", verdict.Reasons)}");
        }

        Assert.InRange(count, 1_000, 10_000);
        Assert.True(wrong.Count * 200 <= count, $"{wrong.Count} of {count}: {string.Join(" | ", wrong)}");
    }

    [CorpusFact("mail/mime/spamscope")]
    public async Task Real_malware_mail_with_programs_in_zip_files_is_held()
    {
        await using var inspector = Inspector.Create(new InspectOptions());
        var held = 0;
        foreach (var file in Corpora.Files("mail/mime/spamscope"))
        {
            var verdict = await inspector.InspectAsync(Inspecting.Request, await File.ReadAllBytesAsync(file));
            if (verdict.Reasons.Any(reason => reason.Code == ReasonCode.AttachmentBlocked && reason.Evidence.Contains(".exe by name", StringComparison.Ordinal))) held++;
        }

        Assert.Equal(3, held);
    }

    private static async Task<(int Tagged, int Held)> CountAsync(string subject, int files)
    {
        var counts = new Dictionary<Disposition, int>();
        await using var inspector = Inspector.Create(new InspectOptions());
        foreach (var file in Corpora.Files(subject, "*.eml"))
        {
            var verdict = await inspector.InspectAsync(Inspecting.Request, await File.ReadAllBytesAsync(file));
            counts[verdict.Disposition] = counts.GetValueOrDefault(verdict.Disposition) + 1;
        }

        Assert.Equal(files, counts.Values.Sum());
        return (counts.GetValueOrDefault(Disposition.Tag), files - counts.GetValueOrDefault(Disposition.Tag) - counts.GetValueOrDefault(Disposition.Accept));
    }

    private static void Check(string file, Verdict verdict)
    {
        foreach (var (name, value) in verdict.Facts.Values)
        {
            Assert.True(FactCatalogue.ByName.TryGetValue(name, out var fact), $"{file}: the fact '{name}' is not documented");
            var kind = value switch { string => FactKind.Text, bool => FactKind.Truth, string[] => FactKind.List, _ => FactKind.Number };
            Assert.True(fact.Kind == kind, $"{file}: the fact '{name}' is documented as {fact.Kind} and is {kind}");
        }

        Assert.Equal(verdict.Disposition, JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(verdict, InspectJson.Default.Verdict), InspectJson.Default.Verdict)!.Disposition);
    }
}
