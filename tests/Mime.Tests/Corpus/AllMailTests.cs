using System.Buffers;
using Sekisho.Testing;

namespace Sekisho.Mime.Tests.Corpus;

/// <summary>Every file of the mail corpora is read, every value made, every body decoded.</summary>
public sealed class AllMailTests
{
    [CorpusFact("mail/mime")]
    public void Every_fixture_can_be_read() => ReadAll("mail/mime", 975);

    [CorpusFact("mail/phishing")]
    public void Every_phishing_mail_can_be_read() => ReadAll("mail/phishing", 700);

    [CorpusFact("mail/ham")]
    public void Every_good_mail_can_be_read_and_has_hardly_another_view()
    {
        var (_, views) = ReadAll("mail/ham", 560);
        Assert.InRange(views, 0, 1);
    }

    [CorpusFact("mail/spam")]
    public void Every_spam_mail_can_be_read() => ReadAll("mail/spam", 300);

    private static (int Files, int WithViews) ReadAll(string subject, int expected)
    {
        var (files, views) = (0, 0);
        foreach (var file in Corpora.Files(subject))
        {
            if (Path.GetFileName(file) == "README.md") continue;
            files++;
            var message = MimeMessage.Read(File.ReadAllBytes(file));
            if (message.Parts.Any(part => part.View > 0)) views++;
            Assert.True(message.Parts.Sum(part => ReadPart(part)) >= 0);
            Assert.DoesNotContain(MimeLimitKind.Parts, message.LimitsHit);
            Assert.DoesNotContain(MimeLimitKind.Depth, message.LimitsHit);
        }

        Assert.Equal(expected, files);
        return (files, views);
    }

    private static long ReadPart(MimePart part)
    {
        var body = new ArrayBufferWriter<byte>();
        var result = part.DecodeBody(body);
        Assert.Equal(body.WrittenCount, result.Bytes);
        var size = result.Bytes + part.ReadText().Length + part.FileNames.Count + (part.Disposition?.Length ?? 0) + (part.ContentId?.Length ?? 0);
        foreach (var field in part.Fields) size += field.Text.Length + AddressList.Parse(field.Value.Span).Count + (MimeDate.TryParse(field.Value.Span, out _) ? 1 : 0);
        return size;
    }
}
