using System.Text;
using Sekisho.TransparencyLog.Checkpoints;
using Sekisho.TransparencyLog.Tests.Support;

namespace Sekisho.TransparencyLog.Tests.Notes;

public sealed class CheckpointTests
{
    private const string Root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    [Theory]
    [InlineData("log.example\n0\n" + Root + "\n")]
    [InlineData("log.example\n9223372036854775807\n" + Root + "\n")]
    [InlineData("a name with spaces\n12\n" + Root + "\nextension\nanother\n")]
    public void A_checkpoint_survives_its_text(string text)
    {
        Assert.True(Checkpoint.TryRead(text, out var checkpoint));
        Assert.Equal(text, checkpoint.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n0\n" + Root + "\n")]
    [InlineData("log.example\n00\n" + Root + "\n")]
    [InlineData("log.example\n-1\n" + Root + "\n")]
    [InlineData("log.example\n 1\n" + Root + "\n")]
    [InlineData("log.example\n9223372036854775808\n" + Root + "\n")]
    [InlineData("log.example\n0\nAAAA\n")]
    [InlineData("log.example\n0\n" + Root)]
    [InlineData("log.example\n0\n" + Root + "\n\n")]
    [InlineData("log.example\n0\n" + Root + "\nextension")]
    public void What_is_not_a_checkpoint_is_not_read(string text) => Assert.False(Checkpoint.TryRead(text, out _));

    [Fact]
    public void A_checkpoint_of_another_log_is_not_opened_with_this_logs_key()
    {
        using var log = new TestLog();
        Assert.True(SignedCheckpoint.TryOpen(Encoding.UTF8.GetBytes(log.Note.ToString()), log.Verifier, out _, out _));
        var other = TransparencyLog.Notes.SignedNote.Sign($"other.example\n0\n{Root}\n", log.Signer);
        Assert.False(SignedCheckpoint.TryOpen(Encoding.UTF8.GetBytes(other.ToString()), log.Verifier, out _, out var problem));
        Assert.Contains("other.example", problem);
        Assert.False(SignedCheckpoint.TryOpen("x"u8, log.Verifier, out _, out _));
    }
}
