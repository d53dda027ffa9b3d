using System.Text;
using Sekisho.Inspect.Containers;
using Sekisho.Testing.Bombs;

namespace Sekisho.Inspect.Tests.Containers;

/// <summary>How much of lists and names is read, at the limit and one past.</summary>
public sealed class ListLimitTests
{
    [Theory]
    [InlineData(MessageContainer.MaxMessages, false)]
    [InlineData(MessageContainer.MaxMessages + 1, true)]
    public async Task Messages_of_a_mailbox_are_read_up_to_the_limit(int messages, bool isNoted)
    {
        var mailbox = Encoding.ASCII.GetBytes(Packing.Times("From a@example.com Sat Aug  8 06:00:00 2026\nReceived: x\nSubject: one\n\nw\n\n", messages));
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.mbox", mailbox));
        Assert.Equal(isNoted, verdict.List("inspection.limits").Contains("MaxArchiveMembers"));
    }

    [Theory]
    [InlineData(PasswordList.MaxWords - 1, true)]
    [InlineData(PasswordList.MaxWords, false)]
    public void Words_that_may_be_the_password_are_kept_up_to_the_limit(int before, bool isKept)
    {
        var text = string.Join(' ', Enumerable.Range(0, before).Select(i => $"word{i}")) + " last1";
        Assert.Equal(isKept, new PasswordList(() => text).Words.Contains("last1"));
    }

    [Theory]
    [InlineData(PasswordList.MaxWordChars, true)]
    [InlineData(PasswordList.MaxWordChars + 1, false)]
    public void A_password_is_at_most_so_long(int chars, bool isKept)
    {
        var word = "1" + new string('a', chars - 1);
        Assert.Equal(isKept, new PasswordList(() => $"the password {word} opens it").Words.Contains(word));
    }

    [Theory]
    [InlineData(TarContainer.MaxNameBytes, true)]
    [InlineData(TarContainer.MaxNameBytes + 1, false)]
    public async Task Names_in_tar_files_are_read_to_their_end_up_to_the_limit(int bytes, bool isBlocked)
    {
        var name = new string('a', bytes - 4) + ".exe";
        var header = new byte[512];
        Encoding.ASCII.GetBytes("././@LongLink").CopyTo(header, 0);
        Encoding.ASCII.GetBytes(Convert.ToString(bytes, 8).PadLeft(11, '0')).CopyTo(header, 124);
        header[156] = (byte)'L';
        "ustar  "u8.CopyTo(header.AsSpan(257));
        var file = new byte[512];
        (file[0], file[124], file[156]) = ((byte)'a', (byte)'0', (byte)'0');
        "ustar  "u8.CopyTo(file.AsSpan(257));
        byte[] tar = [.. header, .. Encoding.ASCII.GetBytes(name), .. new byte[(512 - (bytes % 512)) % 512], .. file, .. new byte[1024]];
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.tar", tar));
        Assert.Single(verdict.List("archives.members"));
        Assert.Equal(isBlocked, verdict.List("attachments.blocked").Length > 0);
    }
}
