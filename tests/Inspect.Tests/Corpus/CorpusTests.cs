using System.Diagnostics;
using System.Text.Json;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Verdicts;
using Sekisho.Testing;

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
    public Task No_legitimate_message_is_held() => CountAsync("mail/ham", 560, accept: 559, tag: 1, quarantine: 0);

    [CorpusFact("mail/spam")]
    public Task Spam_waits_for_its_rules() => CountAsync("mail/spam", 300, accept: 289, tag: 11, quarantine: 0);

    [CorpusFact("mail/phishing")]
    public Task Phishing_waits_for_its_rules() => CountAsync("mail/phishing", 700, accept: 684, tag: 16, quarantine: 0);

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

    private static async Task CountAsync(string subject, int files, int accept, int tag, int quarantine)
    {
        var counts = new Dictionary<Disposition, int>();
        await using var inspector = Inspector.Create(new InspectOptions());
        foreach (var file in Corpora.Files(subject, "*.eml"))
        {
            var verdict = await inspector.InspectAsync(Inspecting.Request, await File.ReadAllBytesAsync(file));
            counts[verdict.Disposition] = counts.GetValueOrDefault(verdict.Disposition) + 1;
        }

        Assert.Equal(files, counts.Values.Sum());
        Assert.Equal((accept, tag, quarantine), (counts.GetValueOrDefault(Disposition.Accept), counts.GetValueOrDefault(Disposition.Tag), counts.GetValueOrDefault(Disposition.Quarantine)));
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
