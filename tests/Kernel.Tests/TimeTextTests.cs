using System.Text;
using Sekisho.Kernel.Time;

namespace Sekisho.Kernel.Tests;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("2024-05-01T10:30:00Z", 0)]
    [InlineData("2024-05-01 10:30:00", 0)]
    [InlineData("2024-05-01T12:30:00+02:00", 0)]
    [InlineData("2024-05-01T10:30:00.123456789Z", 1_234_567)]
    [InlineData("1714559400", 0)]
    [InlineData("1714559400.5", 5_000_000)]
    [InlineData("1714559400123", 1_230_000)]
    [InlineData("1714559400123456", 1_234_560)]
    [InlineData("1714559400123456768", 1_234_560)]
    public void Times_of_all_forms_are_read_as_utc(string text, long ticks)
    {
        Assert.True(TimeText.TryParse(Encoding.UTF8.GetBytes(text), out var time));
        Assert.Equal(TimeSpan.Zero, time.Offset);
        // Large numbers of seconds have no room for every tick.
        Assert.InRange((time - new DateTimeOffset(2024, 5, 1, 10, 30, 0, TimeSpan.Zero)).Ticks, ticks - 20, ticks + 20);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday at noon")]
    [InlineData("12345")]
    [InlineData("99999999999999999999999999")]
    [InlineData("-1714559400")]
    [InlineData("NaN     ")]
    [InlineData("2024-13-01T10:30:00Z")]
    [InlineData("2024-05-01T10:30:00Z and something that makes this longer than any time")]
    public void Other_text_is_no_time(string text) => Assert.False(TimeText.TryParse(Encoding.UTF8.GetBytes(text), out _));
}
