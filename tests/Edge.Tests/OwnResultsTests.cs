using System.Buffers;
using System.Text;
using Sekisho.Edge.Intake;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Edge.Tests;

public sealed class OwnResultsTests
{
    private const string Good = "Authentication-Results: mx.example.org;\r\n spf=pass\r\n\tsmtp.mailfrom=a\r\n";

    [Fact]
    public void A_well_formed_field_is_taken_and_none_for_a_held_message()
    {
        Assert.Equal(Good, OwnResults.Field(new Verdict { Disposition = Disposition.Accept, AuthenticationResults = Good }));
        Assert.Equal("", OwnResults.Field(new Verdict { Disposition = Disposition.Defer, AuthenticationResults = Good }));
        Assert.Equal("", OwnResults.Field(new Verdict { Disposition = Disposition.Accept }));
    }

    [Theory]
    [InlineData("X-Other: a\r\n")]
    [InlineData("Authentication-Results: a")]
    [InlineData("Authentication-Results: a\r\nBcc: b\r\n")]
    [InlineData("Authentication-Results: a\nBcc: b\r\n")]
    [InlineData("Authentication-Results: a\rBcc: b\r\n")]
    [InlineData("Authentication-Results: a\r\n\r\nbody\r\n")]
    [InlineData("Authentication-Results: a\0\r\n")]
    public void Anything_else_is_not(string field) => Assert.Equal("", OwnResults.Field(new Verdict { Disposition = Disposition.Accept, AuthenticationResults = field }));

    [Fact]
    public void Ranges_are_left_out_across_segments()
    {
        var content = Sequence("0123", "4567", "89");
        var removed = OwnResults.Removed(new Verdict { Disposition = Disposition.Accept, Remove = [new(1, 2), new(3, 3), new(9, 1)] }, content.Length);
        Assert.Equal("P: 0678", Encoding.ASCII.GetString(PrefixedContent.Of("P: "u8.ToArray(), content, removed).ToArray()));
        Assert.Equal("P: 0123456789", Encoding.ASCII.GetString(PrefixedContent.Of("P: "u8.ToArray(), content, []).ToArray()));
    }

    [Theory]
    [InlineData(-1, 1, 5, 1)]
    [InlineData(0, 0, 5, 1)]
    [InlineData(0, 5, 4, 1)]
    [InlineData(0, 1, 9, 2)]
    [InlineData(0, 1, 2147483647, 2147483647)]
    public void Ranges_that_cannot_be_are_none(int offset, int length, int offset2, int length2) =>
        Assert.Empty(OwnResults.Removed(new Verdict { Disposition = Disposition.Accept, Remove = [new(offset, length), new(offset2, length2)] }, 10));

    private static ReadOnlySequence<byte> Sequence(params string[] parts)
    {
        var sequence = PrefixedContent.Of(Encoding.ASCII.GetBytes(parts[0]), default, []);
        foreach (var part in parts.Skip(1)) sequence = PrefixedContent.Of(sequence.ToArray(), new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(part)), []);
        return sequence;
    }
}
