using System.Security.Cryptography;
using System.Text;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Pdf;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Verdicts;
using Sekisho.Mime;
using Sekisho.Testing;

namespace Sekisho.Inspect.Tests.Containers;

/// <summary>A program in every kind of container is found; and the limits of looking into them.</summary>
public sealed class ContainerKindsTests
{
    private static readonly byte[] Program = [.. "MZ"u8, .. new byte[58], 64, 0, 0, 0, .. "PE\0\0"u8, 0x64, 0x86, .. new byte[20]];

    public static TheoryData<string, byte[], string> Containers => new()
    {
        { "a.iso", ContainerBytes.Iso("RUN.EXE", Program), "member 'RUN.EXE'" },
        { "a.img", ContainerBytes.Udf("run.exe", Program), "member 'run.exe'" },
        { "a.rar", ContainerBytes.Rar("run.exe", Program), "member 'run.exe'" },
        { "b.rar", ContainerBytes.OldRar("run.exe", Program), "member 'run.exe'" },
        { "a.7z", ContainerBytes.SevenZip("run.exe", Program), "member 'run.exe'" },
        { "c.rar", PackedBytes.Rar("run.exe", Program), "member 'run.exe'" },
        { "a.cab", PackedBytes.Cab("run.exe", 0, Program.Length, Program), "member 'run.exe'" },
        { "b.cab", PackedBytes.Cab("run.exe", 1, Program.Length, PackedBytes.MsZip(Program)), "member 'run.exe'" },
        { "c.cab", PackedBytes.Cab("run.exe", 0x0F03, Program.Length, PackedBytes.Lzx(Program)), "member 'run.exe'" },
        { "a.lzh", PackedBytes.Lzh("run.exe", Program, "-lh0-"), "member 'run.exe'" },
        { "b.lzh", PackedBytes.Lzh("run.exe", Program, "-lh5-"), "member 'run.exe'" },
        { "winmail.dat", ContainerBytes.Tnef("run.exe", Program), "attachment 'run.exe'" },
        { "a.one", ContainerBytes.OneNote(Program), "embedded file" },
        { "a.msg", ContainerBytes.OutlookMessage("run.exe", Program), "attachment 'run.exe'" },
        { "a.mbox", Encoding.Latin1.GetBytes($"From a@example.com Sat Aug  8 06:00:00 2026\nReceived: x\nSubject: one\n\nwords\n\nFrom a@example.com Sat Aug  8 06:00:00 2026\n{Inspecting.WithAttachment("run.exe", Program)}"), "attachment 'run.exe'" },
    };

    [Theory]
    [MemberData(nameof(Containers), DisableDiscoveryEnumeration = true)]
    public async Task A_program_is_found_by_its_content(string name, byte[] container, string member)
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment(name, container));
        Assert.Contains(verdict.List("attachments.blocked"), evidence => evidence.StartsWith($"part 2 '{name}': {member}", StringComparison.Ordinal) && evidence.EndsWith("by content", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0xFFFF)]
    public async Task What_cannot_be_unpacked_of_a_cabinet_is_told_as_unread(int folderOrMethod)
    {
        var cab = folderOrMethod == 2 ? PackedBytes.Cab("run.exe", 2, 100, new byte[50]) : PackedBytes.Cab("run.exe", 0, 100, new byte[100], folder: 0xFFFE);
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.cab", cab));
        Assert.Contains("part 2 'a.cab': member 'run.exe', .exe by name", verdict.List("attachments.blocked"));
        Assert.Equal(folderOrMethod == 2 ? ["cab"] : ["cab", "cab (continued in another file)"], verdict.List("archives.unread"));
    }

    [Theory]
    [InlineData("a.rar")]
    [InlineData("a.7z")]
    public async Task Locked_archives_that_nothing_opens_are_told(string name)
    {
        var archive = name == "a.rar" ? ContainerBytes.Rar("letter.txt", Program, isEncrypted: true) : ContainerBytes.SevenZip("letter.txt", Program, isEncrypted: true);
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment(name, archive));
        Assert.Equal([$"part 2 '{name}'"], verdict.List("attachments.locked"));
        Assert.Equal(["letter.txt"], verdict.List("archives.members"));
    }

    [Theory]
    [InlineData(Disposition.Accept)]
    [InlineData(Disposition.Tag)]
    [InlineData(Disposition.Quarantine)]
    public async Task The_operator_says_what_becomes_of_locked_attachments(Disposition disposition)
    {
        var options = new InspectOptions { WhenAttachmentLocked = disposition, TagScore = 100, QuarantineScore = 100 };
        var message = Inspecting.WithAttachment("a.7z", ContainerBytes.SevenZip("letter.txt", Program, isEncrypted: true));
        Assert.Equal(disposition, (await Inspecting.MessageAsync(message, options)).Disposition);
    }

    [Fact]
    public async Task A_locked_document_opens_with_the_last_word_that_may_be_tried_and_not_with_the_next()
    {
        var pdf = LockedPdf("word5!");
        var message = Inspecting.WithAttachment("a.pdf", pdf).Replace("\nwords\n", "\nThe password: word1! word2! word3! word4! word5!\n", StringComparison.Ordinal);

        // No word at all is the first that is tried.
        var last = new PasswordList(() => "\nThe password: word1! word2! word3! word4! word5!\n").Words.ToList().IndexOf("word5!") + 2;
        var at = await Inspecting.MessageAsync(message, new InspectOptions { Limits = new InspectLimits { MaxPasswordTries = last } });
        Assert.Equal(["part 2 'a.pdf'"], at.List("attachments.password_in_text"));
        Assert.Equal(["https://example.net/locked"], at.List("pdf.uris"));
        Assert.Contains("https://example.net/locked", at.List("links.urls"));
        var past = await Inspecting.MessageAsync(message, new InspectOptions { Limits = new InspectLimits { MaxPasswordTries = last - 1 } });
        Assert.Empty(past.List("attachments.password_in_text"));
        Assert.Empty(past.List("pdf.uris"));
    }

    [Fact]
    public async Task A_document_that_is_locked_without_a_password_is_read()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.pdf", LockedPdf("")));
        Assert.Equal(["part 2 'a.pdf'"], verdict.List("attachments.decrypted"));
        Assert.Equal(["https://example.net/locked"], verdict.List("pdf.uris"));
    }

    [Fact]
    public void Time_for_unpacking_is_limited()
    {
        var clock = new ManualTimeProvider();
        using var context = new InspectionContext
        {
            Request = Inspecting.Request,
            Message = MimeMessage.Read("Subject: a\r\n\r\n"u8.ToArray()),
            Options = new InspectOptions { Limits = new InspectLimits { MaxUnpackMilliseconds = 40 } },
            Clock = clock,
            Cancellation = default,
        };
        var budget = new UnpackBudget(context);
        clock.Advance(TimeSpan.FromMilliseconds(40));
        Assert.True(budget.IsInTime() && budget.TakeLook() && budget.TakeDepth(0));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(budget.IsInTime() || budget.TakeLook() || budget.TakeDepth(0));
        context.SetLimitFacts();
        Assert.Equal(["MaxUnpackMilliseconds"], (string[])context.Facts.Values["inspection.limits"]);
    }

    /// <summary>RC4 with 40 bits (ISO 32000-2 §7.6.4.3, revision 2), written from the other side.</summary>
    private static byte[] LockedPdf(string password)
    {
        var padding = Convert.FromHexString("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A");
        byte[] padded = [.. Encoding.ASCII.GetBytes(password), .. padding[..(32 - password.Length)]];
        var owner = new byte[32];
        Array.Fill(owner, (byte)'o');
        byte[] id = [.. "0123456789abcdef"u8];
#pragma warning disable CA5351 // The format has it.
        var key = MD5.HashData([.. padded, .. owner, 0xFC, 0xFF, 0xFF, 0xFF, .. id])[..5];
        var own = MD5.HashData([.. key, 4, 0, 0, 0, 0])[..10];
#pragma warning restore CA5351
        var address = Convert.ToHexString(PdfCipher.Rc4(own, "https://example.net/locked"u8));
        return Encoding.ASCII.GetBytes($"%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\n4 0 obj <</S/URI/URI<{address}>>> endobj\n5 0 obj <</Filter/Standard/V 1/R 2/P -4/O<{Convert.ToHexString(owner)}>/U<{Convert.ToHexString(PdfCipher.Rc4(key, padding))}>>> endobj\ntrailer <</Root 1 0 R/Encrypt 5 0 R/ID[<{Convert.ToHexString(id)}><00>]>>\n%%EOF");
    }
}
