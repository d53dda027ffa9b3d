using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Secrets;

namespace Sekisho.Sealing.Tests.Secrets;

public sealed class SecretBytesTests
{
    [Fact]
    public void The_memory_is_zero_after_disposal_and_is_not_given_out_any_more()
    {
        var secret = SecretBytes.Random(32);
        Assert.Contains(secret.Memory, value => value != 0);

        secret.Dispose();

        Assert.DoesNotContain(secret.Memory, value => value != 0);
        Assert.Throws<ObjectDisposedException>(() => secret.Span.Length);
    }

    [Fact]
    public void Bytes_that_are_taken_over_are_wiped_where_they_were()
    {
        byte[] bytes = [1, 2, 3];
        using var secret = SecretBytes.Take(bytes);

        Assert.Equal(new byte[3], bytes);
        Assert.True(secret.FixedTimeEquals([1, 2, 3]));
        Assert.False(secret.FixedTimeEquals([1, 2, 4]));
    }

    [Fact]
    public void A_box_key_is_wiped_on_disposal()
    {
        var key = BoxKey.TryRead(new byte[32]);
        key!.Dispose();

        Assert.Throws<ObjectDisposedException>(() => key.Span.Length);
        Assert.Null(BoxKey.TryRead(new byte[31]));
    }
}
