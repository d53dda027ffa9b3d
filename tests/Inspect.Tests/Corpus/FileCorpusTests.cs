using Sekisho.Inspect.Verdicts;
using Sekisho.Testing;

namespace Sekisho.Inspect.Tests.Corpus;

/// <summary>The file corpora, each file as the attachment of a message.</summary>
public sealed class FileCorpusTests
{
    [CorpusFact("files/oletools")]
    public async Task Office_files_are_classified_as_their_list_says()
    {
        var root = Corpora.PathOf("files/oletools");
        List<string> wrong = [];
        int files = 0, encrypted = 0, external = 0, dde = 0, macro = 0, embedded = 0, rtf = 0;
        foreach (var row in (await File.ReadAllLinesAsync(Path.Combine(root, "expected.tsv"))).Skip(1).Select(line => line.Split('\t')))
        {
            files++;
            var verdict = await InspectAsync(Path.Combine(root, row[0]), "password: infected-test");
            Compare(row[1] == "yes", verdict.List("office.encrypted").Length > 0, "encrypted", ref encrypted);
            Compare(row[2] == "yes", verdict.List("office.external").Length > 0, "external", ref external);
            Compare(row[3].Length > 0, verdict.List("office.embedded").Length > 0, "embedded", ref embedded);
            Compare(row[5] == "yes", verdict.List("office.dde").Length > 0, "dde", ref dde);
            Compare(row[6] == "yes", verdict.List("office.xlm").Length + verdict.List("office.macros").Length > 0, "macro", ref macro);
            Compare(row[7].Length > 0, verdict.Fact("office.rtf_objects") is not null, "rtf", ref rtf);

            void Compare(bool expected, bool found, string what, ref int hits)
            {
                if (expected && found) hits++;
                if (expected != found) wrong.Add($"{row[0]} {what}: {found}");
            }
        }

        // Read although the list does not: a package written as flat XML.
        Assert.Equal(["oleobj/embedded-simple-2007.xml embedded: True"], wrong);
        Assert.Equal((52, 8, 6, 16, 9, 5, 1), (files, encrypted, external, embedded, dde, macro, rtf));
    }

    [CorpusFact("files/encrypted")]
    public async Task Locked_files_are_seen_as_locked_and_most_open_with_the_password_of_the_text()
    {
        int files = 0, locked = 0, opened = 0, byText = 0;
        List<string> unseen = [], closed = [];
        var root = Corpora.PathOf("files/encrypted");
        foreach (var row in (await File.ReadAllLinesAsync(Path.Combine(root, "passwords.tsv"))).Skip(1).Select(line => line.Split('\t')))
        {
            files++;
            var verdict = await InspectAsync(Path.Combine(root, row[0]), $"パスワードは「{row[1]}」です。");
            if (verdict.List("attachments.encrypted").Length > 0) locked++;
            else unseen.Add(row[0]);
            if (verdict.List("attachments.decrypted").Length > 0) opened++;
            else closed.Add(row[0]);
            if (verdict.List("attachments.password_in_text").Length > 0) byText++;
        }

        Assert.True(unseen.Count == 0, string.Join("\n", unseen));
        // Deflate64 is not read. Excel's own word opens one, whatever the text says.
        Assert.Equal(["zip/d64N_1234.zip"], closed);
        Assert.Equal((25, 25, 24, 23), (files, locked, opened, byText));
    }

    [CorpusFact("files/encrypted")]
    public async Task What_a_word_opened_is_looked_into()
    {
        var root = Corpora.PathOf("files/encrypted");
        Assert.Equal(["test.txt"], (await InspectAsync(Path.Combine(root, "7z/encrypted-single.7z"), "password: password")).List("archives.members"));
        var names = await InspectAsync(Path.Combine(root, "7z/header-encrypted.7z"), "password: password");
        Assert.Equal(["test.txt"], names.List("archives.members"));
        Assert.NotEmpty(names.List("archives.sha256"));
        Assert.Empty(names.List("attachments.locked"));
    }

    [CorpusFact("files/pdf")]
    public async Task Every_pdf_file_is_read_and_its_pages_counted()
    {
        var files = 0;
        long pages = 0;
        List<string> broken = [];
        foreach (var file in Corpora.Files("files/pdf", "*.pdf"))
        {
            files++;
            var verdict = await InspectAsync(file, "words");
            pages += verdict.Fact("pdf.pages") as long? ?? 0;
            if (verdict.Reasons.Count > 0 || verdict.List("pdf.broken").Length > 0) broken.Add($"{file}: {string.Join("; ", verdict.Reasons)}");
        }

        Assert.True(broken.Count == 0, string.Join("\n", broken));
        Assert.Equal((28, 47), (files, pages));
    }

    private static async Task<Verdict> InspectAsync(string file, string text) => await Inspecting.MessageAsync(await MessageAsync(file, text));

    private static async Task<string> MessageAsync(string file, string text) =>
        Inspecting.WithAttachment(Path.GetFileName(file), await File.ReadAllBytesAsync(file)).Replace("\nwords\n", $"\n{text}\n", StringComparison.Ordinal);
}
