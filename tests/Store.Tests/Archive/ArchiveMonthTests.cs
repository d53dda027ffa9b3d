using Sekisho.Store.Archive;

namespace Sekisho.Store.Tests.Archive;

public sealed class ArchiveMonthTests
{
    [Theory]
    [InlineData(202611, 1, 202612)]
    [InlineData(202612, 1, 202701)]
    [InlineData(202601, -1, 202512)]
    [InlineData(202601, 240, 204601)]
    [InlineData(202405, 0, 202405)]
    public void Months_are_added_over_the_turn_of_years(long month, int months, long expected) => Assert.Equal(expected, ArchiveMonth.Add(month, months));

    [Theory]
    [InlineData("2026-01", 202601L)]
    [InlineData("2026-13", null)]
    [InlineData("2026-00", null)]
    [InlineData("2026-1", null)]
    [InlineData("1969-12", null)]
    [InlineData("2026/01", null)]
    [InlineData("+026-01", null)]
    [InlineData(null, null)]
    public void A_month_is_read_in_one_form_only(string? text, long? expected) => Assert.Equal(expected, ArchiveMonth.TryParse(text));

    [Fact]
    public void The_month_is_that_of_UTC() => Assert.Equal(202512, ArchiveMonth.Of(new DateTimeOffset(2026, 1, 1, 3, 0, 0, TimeSpan.FromHours(9))));
}
