using System.Text;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Attachments;

public sealed class AttachmentSignalTests
{
    private static readonly byte[] Text = "harmless words"u8.ToArray();

    [Fact]
    public async Task An_ordinary_attachment_is_described_and_let_through()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.pdf", "%PDF-1.4\n"u8.ToArray(), "application/pdf"));
        Assert.Equal(Disposition.Accept, verdict.Disposition);
        Assert.Equal(1L, verdict.Fact("attachments.count"));
        Assert.Equal(["a.pdf"], verdict.List("attachments.files"));
        Assert.Equal(["pdf"], verdict.List("attachments.kinds"));
        Assert.Equal(["application/pdf"], verdict.List("attachments.media_types"));
        Assert.Equal(["9"], verdict.List("attachments.sizes"));
        Assert.Equal([Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("%PDF-1.4\n"u8))], verdict.List("attachments.sha256"));
        Assert.Empty(verdict.List("attachments.mismatches"));
    }

    [Theory]
    [InlineData("setup.exe")]
    [InlineData("setup.EXE.")]
    [InlineData("invoice.pdf.exe")]
    [InlineData("a.js")]
    [InlineData("a.library-ms")]
    [InlineData("a.exe.gz")]
    public async Task A_blocked_name_holds_the_message(string name)
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment(name, Text));
        Assert.Equal(Disposition.Quarantine, verdict.Disposition);
        Assert.Equal([ReasonCode.AttachmentBlocked], verdict.Codes());
        Assert.Contains("by name", verdict.Reasons[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_can_refuse_blocked_attachments_instead()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.exe", Text), new InspectOptions { WhenAttachmentBlocked = Disposition.Reject });
        Assert.Equal(Disposition.Reject, verdict.Disposition);
    }

    [Fact]
    public async Task The_operator_can_allow_and_add_names()
    {
        var options = new InspectOptions { AllowedExtensions = ["js"], BlockedExtensions = ["abc"] };
        Assert.Equal(Disposition.Accept, (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.js", Text), options)).Disposition);
        Assert.Equal(Disposition.Quarantine, (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.abc", Text), options)).Disposition);
    }

    [Fact]
    public async Task Every_name_that_a_client_could_show_counts()
    {
        var message = Inspecting.WithAttachment("a.txt", Text).Replace("application/octet-stream", "application/octet-stream; name=\"a.exe\"", StringComparison.Ordinal);
        Assert.Contains(ReasonCode.AttachmentBlocked, (await Inspecting.MessageAsync(message)).Codes());
        message = Inspecting.WithAttachment("a.txt", Text).Replace("filename=\"a.txt\"", "filename=\"a.txt\"; filename*=utf-8''a.e%78e", StringComparison.Ordinal);
        Assert.Contains(ReasonCode.AttachmentBlocked, (await Inspecting.MessageAsync(message)).Codes());
        message = Inspecting.WithAttachment("=?utf-8?B?YS5leGU=?=", Text);
        Assert.Contains(ReasonCode.AttachmentBlocked, (await Inspecting.MessageAsync(message)).Codes());
    }

    [Fact]
    public async Task A_program_without_a_name_is_known_by_content()
    {
        var message = Inspecting.WithAttachment("x", KindDetectorTests.Pe()).Replace("; filename=\"x\"", "", StringComparison.Ordinal);
        var verdict = await Inspecting.MessageAsync(message);
        Assert.Equal([ReasonCode.AttachmentBlocked], verdict.Codes());
        Assert.Equal("attachments.blocked: part 2: Windows program (PE) by content", verdict.Reasons[0].Evidence);
    }

    [Fact]
    public async Task A_program_named_as_a_picture_is_disguised()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("photo.jpg", KindDetectorTests.Pe(), "image/jpeg"));
        Assert.Equal(Disposition.Quarantine, verdict.Disposition);
        Assert.Equal([ReasonCode.AttachmentDisguised], verdict.Codes());
        Assert.Equal("attachments.disguised: part 2 'photo.jpg' holds Windows program (PE)", verdict.Reasons[0].Evidence);
        Assert.Single(verdict.List("attachments.mismatches"));
    }

    [Fact]
    public async Task A_name_turned_round_is_disguised_whatever_its_content()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("=?utf-8?B?" + Convert.ToBase64String(Encoding.UTF8.GetBytes("annexe\u202Etxt.pdf")) + "?=", Text));
        Assert.Contains(ReasonCode.AttachmentDisguised, verdict.Codes());
        Assert.Equal(["annexe[U+202E]txt.pdf"], verdict.List("attachments.direction_override"));
    }

    [Fact]
    public async Task A_program_in_a_text_body_is_blocked()
    {
        var verdict = await Inspecting.MessageAsync("Date: Sat, 08 Aug 2026 06:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + Convert.ToBase64String(KindDetectorTests.Pe()));
        Assert.Contains(ReasonCode.AttachmentBlocked, verdict.Codes());
    }

    [Fact]
    public async Task A_shortcut_in_a_text_file_is_text_and_with_no_name_a_shortcut()
    {
        var shortcut = "[InternetShortcut]\r\nURL=file://192.0.2.1/a\r\n"u8.ToArray();
        Assert.Equal(Disposition.Accept, (await Inspecting.MessageAsync(Inspecting.WithAttachment("notes.txt", shortcut))).Disposition);
        Assert.Equal([ReasonCode.AttachmentDisguised], (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.pdf", shortcut))).Codes());
        Assert.Equal([ReasonCode.AttachmentBlocked], (await Inspecting.MessageAsync(Inspecting.WithAttachment("a", shortcut))).Codes());
    }

    [Fact]
    public async Task A_declared_program_type_without_a_name_is_blocked()
    {
        var message = Inspecting.WithAttachment("x", Text, "application/x-msdownload").Replace("; filename=\"x\"", "", StringComparison.Ordinal);
        Assert.Equal("attachments.blocked: part 2: declared as application/x-msdownload", (await Inspecting.MessageAsync(message)).Reasons.Single().Evidence);
    }

    [Theory]
    [InlineData("docs/run.js", "member 'docs/run.js', .js by name")]
    [InlineData("請求書.scr", "member '請求書.scr', .scr by name")]
    public async Task A_blocked_name_inside_a_zip_file_holds_the_message(string member, string evidence)
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", ZipBytes.Of(("readme.txt", Text), (member, Text)), "application/zip"));
        Assert.Equal([ReasonCode.AttachmentBlocked], verdict.Codes());
        Assert.Contains(evidence, verdict.Reasons[0].Evidence, StringComparison.Ordinal);
        Assert.Equal(["readme.txt", member], verdict.List("archives.members"));
    }

    [Fact]
    public async Task A_program_inside_a_zip_file_is_known_by_content_too()
    {
        var honest = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", ZipBytes.Of(("tool", KindDetectorTests.Pe()))));
        Assert.Equal("attachments.blocked: part 2 'a.zip': member 'tool', Windows program (PE) by content", honest.Reasons.Single().Evidence);
        var disguised = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", ZipBytes.Of(("photo.jpg", KindDetectorTests.Pe()))));
        Assert.Equal([ReasonCode.AttachmentDisguised], disguised.Codes());
    }

    [Fact]
    public async Task A_zip_file_named_as_something_else_is_read_all_the_same()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.jpg", ZipBytes.Of(("a.exe", Text))));
        Assert.Contains(ReasonCode.AttachmentBlocked, verdict.Codes());
    }

    [Fact]
    public async Task A_zip_file_behind_a_picture_is_read_and_a_polyglot()
    {
        byte[] both = [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, .. ZipBytes.Of(("a.exe", Text))];
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.gif", both, "image/gif"));
        Assert.Contains(ReasonCode.AttachmentBlocked, verdict.Codes());
        Assert.Equal(["part 2 'a.gif' is GIF picture and zip archive"], verdict.List("archives.polyglots"));
    }

    [Fact]
    public async Task Zip_files_give_facts_of_passwords_contradictions_nesting_and_ratio()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", ZipBytes.Of(("b.zip", ZipBytes.Of(("c.txt", Text))), ("zeros", new byte[3_000_000]))));
        Assert.Equal(["part 2 'a.zip': 'b.zip'"], verdict.List("archives.nested"));
        Assert.InRange((double)verdict.Fact("archives.ratio")!, 100, 2000);
        verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", ZipBytes.Contradicting(ZipBytes.Local("a.txt", Text, flags: 1), ZipBytes.Central("a.txt", Text.Length, 0, flags: 1))));
        Assert.Equal(["part 2 'a.zip'"], verdict.List("archives.encrypted"));
        Assert.Equal([ReasonCode.AttachmentLocked], verdict.Codes());
        Assert.Equal(Disposition.Tag, verdict.Disposition);
        verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", ZipBytes.Contradicting(ZipBytes.Local("b.exe", Text), ZipBytes.Central("b.txt", Text.Length, 0))));
        Assert.Equal(["part 2 'a.zip': 'b.txt' in the directory is 'b.exe' in its local header"], verdict.List("archives.differences"));
        Assert.Contains(ReasonCode.AttachmentBlocked, verdict.Codes());
    }

    [Fact]
    public async Task A_java_archive_is_a_program_whatever_its_name()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", ZipBytes.Of(("META-INF/MANIFEST.MF", Text))));
        Assert.Equal([ReasonCode.AttachmentDisguised], verdict.Codes());
        Assert.Equal(["jar"], verdict.List("attachments.kinds"));
    }

    [Fact]
    public async Task A_zip_file_dressed_as_a_book_or_a_program_has_its_members_judged()
    {
        var book = ZipBytes.Of(("mimetype", Text), ("META-INF/container.xml", Text), ("page.js", Text), ("evil.exe", Text));
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.epub", book));
        Assert.Equal(["epub"], verdict.List("attachments.kinds"));
        Assert.Equal(["part 2 'a.epub': member 'evil.exe', .exe by name"], verdict.List("attachments.blocked"));

        byte[] both = [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, .. ZipBytes.Of(("AndroidManifest.xml", Text), ("evil.exe", Text))];
        verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.gif", both, "image/gif"));
        Assert.Equal(["part 2 'a.gif': member 'evil.exe', .exe by name", "part 2 'a.gif': Android package by content"], verdict.List("attachments.blocked"));
    }

    [Fact]
    public async Task A_book_with_nothing_but_pages_and_their_scripts_is_let_through()
    {
        var book = ZipBytes.Of(("mimetype", Text), ("META-INF/container.xml", Text), ("page.js", Text), ("page.mjs", Text));
        Assert.Equal(Disposition.Accept, (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.epub", book))).Disposition);
    }

    [Theory]
    [InlineData("evil.exe\0.txt")]
    [InlineData("a.txt\0.exe")]
    public async Task A_member_name_with_a_nul_is_judged_whole_and_cut(string member)
    {
        var zip = ZipBytes.Contradicting(ZipBytes.Local(member, Text), ZipBytes.Central(member, Text.Length, 0));
        Assert.Contains(ReasonCode.AttachmentBlocked, (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.zip", zip))).Codes());
    }

    [Fact]
    public async Task A_zip_file_behind_text_or_before_a_few_more_bytes_is_read()
    {
        byte[] zip = ZipBytes.Of(("evil.exe", Text));
        byte[] behindText = [.. Enumerable.Repeat((byte)'a', 1100), .. zip];
        byte[] beforeMore = [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, .. zip, .. new byte[100_000]];
        Assert.Contains(ReasonCode.AttachmentBlocked, (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.txt", behindText))).Codes());
        Assert.Contains(ReasonCode.AttachmentBlocked, (await Inspecting.MessageAsync(Inspecting.WithAttachment("a.gif", beforeMore))).Codes());
    }

    [Fact]
    public async Task The_signature_of_an_end_record_alone_makes_no_polyglot()
    {
        byte[] content = [.. "%PDF-1.4\n"u8, .. "PK\x05\x06"u8, .. Enumerable.Repeat((byte)1, 40)];
        Assert.Empty((await Inspecting.MessageAsync(Inspecting.WithAttachment("a.pdf", content))).List("archives.polyglots"));
    }

    [Fact]
    public async Task A_disk_image_that_was_not_opened_is_reported()
    {
        var disk = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.vhdx", [.. "vhdxfile"u8, .. new byte[64]]));
        Assert.Equal(["vhdx"], disk.List("archives.unread"));
    }
}
