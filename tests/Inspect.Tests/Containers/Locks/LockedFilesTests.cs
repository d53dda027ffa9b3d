using System.Security.Cryptography;
using System.Text;
using Sekisho.Inspect.Office;
using Sekisho.Inspect.Verdicts;
using Sekisho.Testing.Archives;
using Sekisho.Testing.Documents;

namespace Sekisho.Inspect.Tests.Containers.Locks;

/// <summary>Words of the message open locked files, and what is in them is looked at as in open ones.</summary>
public sealed class LockedFilesTests
{
    private static readonly byte[] Program = [.. "MZ"u8, .. new byte[80]];

    public static TheoryData<string, bool> Archives => new() { { "a.7z", false }, { "a.7z", true }, { "a.rar", false }, { "a.rar", true }, { "old.rar", false }, { "old.rar", true } };

    [Theory]
    [MemberData(nameof(Archives))]
    public async Task The_word_of_the_text_opens_the_archive(string name, bool hidesNames)
    {
        var verdict = await InspectAsync(name, Archive(name, hidesNames), "「ひみつ１２」です。 パスワード：word5!");
        Assert.Equal([$"part 2 '{name}'"], verdict.List("attachments.password_in_text"));
        Assert.Empty(verdict.List("attachments.locked"));
        Assert.Equal(["run.exe"], verdict.List("archives.members"));
        Assert.Equal([Convert.ToHexStringLower(SHA256.HashData(Program))], verdict.List("archives.sha256"));
        Assert.Contains($"part 2 '{name}': member 'run.exe', DOS program (MZ) by content", verdict.List("attachments.blocked"));
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public async Task Another_word_leaves_it_locked(string name, bool hidesNames)
    {
        var verdict = await InspectAsync(name, Archive(name, hidesNames), "password: word6!");
        Assert.Equal([$"part 2 '{name}'"], verdict.List("attachments.locked"));
        Assert.Empty(verdict.List("attachments.password_in_text"));
        Assert.Equal(hidesNames ? [] : ["run.exe"], verdict.List("archives.members"));
        Assert.Empty(verdict.List("archives.sha256"));
    }

    [Theory]
    [InlineData("a.7z")]
    [InlineData("a.rar")]
    public async Task The_last_word_that_may_be_tried_opens_it_and_the_next_does_not(string name)
    {
        const string text = "password: word1! word2! word3! word4! word5!";
        var last = new Sekisho.Inspect.Containers.PasswordList(() => $"\n{text}\n").Words.ToList().IndexOf("word5!") + 1;
        var at = await InspectAsync(name, Archive(name, hidesNames: false), text, last);
        Assert.Equal([$"part 2 '{name}'"], at.List("attachments.decrypted"));
        var past = await InspectAsync(name, Archive(name, hidesNames: false), text, last - 1);
        Assert.Equal([$"part 2 '{name}'"], past.List("attachments.locked"));
    }

    [Fact]
    public async Task A_rar_file_without_a_check_value_stays_locked() =>
        Assert.Equal(["part 2 'a.rar'"], (await InspectAsync("a.rar", LockedRar.Write("a", [1], "word5!", hasCheck: false), "password: word5!")).List("attachments.locked"));

    [Fact]
    public async Task An_archive_in_a_locked_archive_opens_with_the_same_word()
    {
        var verdict = await InspectAsync("a.7z", LockedSevenZip.Write("b.rar", LockedRar.Write("run.exe", Program, "word5!"), "word5!"), "password: word5!");
        Assert.Equal(["b.rar", "run.exe"], verdict.List("archives.members"));
        Assert.Empty(verdict.List("attachments.locked"));
        Assert.Equal(2, verdict.List("attachments.password_in_text").Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Text_and_objects_of_a_locked_open_document_are_looked_at(bool isSha1)
    {
        var content = Encoding.UTF8.GetBytes("<?xml version='1.0' encoding='UTF-8'?><d xmlns:o='o'><o:dde-source o:dde-application='soffice' o:dde-topic='x'/><w:instrText xmlns:w='w'>DDEAUTO cmd.exe a</w:instrText></d>");
        var verdict = await InspectAsync("a.odt", LockedOdt.Write("word5!", 1000, isSha1, ("content.xml", content), ("Basic/Standard/Module1.xml", "<m>Sub Main\nEnd Sub</m>"u8.ToArray()), ("ObjectReplacements/x", Program)), "password: word5!");
        Assert.Equal(["part 2 'a.odt'"], verdict.List("attachments.password_in_text"));
        Assert.Empty(verdict.List("attachments.locked"));
        Assert.Contains("part 2 'a.odt': decrypted document: OpenDocument, 1 module", verdict.List("office.macros"));
        Assert.Single(verdict.List("office.dde"));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Program)), verdict.List("archives.sha256"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3000)]
    [InlineData(40, 3000)]
    [InlineData(128, 3000)]
    public async Task Macro_sheets_of_a_locked_old_workbook_are_seen(int keyBits, int bytesBefore)
    {
        var verdict = await InspectAsync("a.xls", LockedXls.Write("word5!", keyBits, bytesBefore), "password: word5!");
        Assert.Equal(["part 2 'a.xls'"], verdict.List("attachments.password_in_text"));
        Assert.Empty(verdict.List("attachments.locked"));
        Assert.Equal(["part 2 'a.xls': Auto_Open"], verdict.List("office.xlm"));
        Assert.Equal(["part 2 'a.xls'"], verdict.List("office.encrypted"));
        Assert.Equal(["part 2 'a.xls'"], (await InspectAsync("a.xls", LockedXls.Write("other!", keyBits, bytesBefore), "password: word5!")).List("attachments.locked"));
    }

    [Fact]
    public async Task A_workbook_locked_with_the_word_that_excel_uses_by_itself_is_seen_without_a_text()
    {
        var verdict = await InspectAsync("a.xls", LockedXls.Write("VelvetSweatshop", 0), "words");
        Assert.Equal(["part 2 'a.xls': Auto_Open"], verdict.List("office.xlm"));
        Assert.Empty(verdict.List("attachments.password_in_text"));
    }

    [Fact]
    public void The_verifier_of_obfuscation_is_the_known_one() =>
        Assert.Equal(0xFEF1, XorLock.VerifierOf("abcdefghij"u8));

    [Fact]
    public async Task Any_cut_and_any_changed_byte_of_a_locked_file_is_read_without_an_exception()
    {
        var random = new Random(12);
        (string Name, byte[] Content)[] files =
        [
            ("a.7z", Archive("a.7z", false)), ("b.7z", Archive("a.7z", true)), ("a.rar", Archive("a.rar", false)), ("b.rar", Archive("a.rar", true)), ("c.rar", Archive("old.rar", false)), ("d.rar", Archive("old.rar", true)),
            ("a.odt", LockedOdt.Write("word5!", 10, false, ("content.xml", Program))), ("a.xls", LockedXls.Write("word5!", 0)), ("b.xls", LockedXls.Write("word5!", 128)),
        ];
        foreach (var (name, content) in files)
        {
            for (var round = 0; round < 24; round++)
            {
                var changed = content.ToArray();
                for (var i = 0; i < 3; i++) changed[random.Next(8, changed.Length)] = (byte)random.Next(256);
                if (round % 8 == 0) changed = changed[..random.Next(8, changed.Length)];
                Assert.DoesNotContain(ReasonCode.InspectionCrashed, (await InspectAsync(name, changed, "password: word5!", tries: 2)).Codes());
            }
        }
    }

    private static byte[] Archive(string name, bool hidesNames) =>
        name == "old.rar" ? LockedOldRar.Write("run.exe", Program, "word5!", hidesNames) : name == "a.7z" ? LockedSevenZip.Write("run.exe", Program, "word5!", hidesNames: hidesNames) : LockedRar.Write("run.exe", Program, "word5!", hidesNames: hidesNames);

    private static async Task<Verdict> InspectAsync(string name, byte[] content, string text, int tries = 64) => await Inspecting.MessageAsync(
        Inspecting.WithAttachment(name, content).Replace("\nwords\n", $"\n{text}\n", StringComparison.Ordinal),
        new InspectOptions { Limits = new InspectLimits { MaxPasswordTries = tries } });
}
