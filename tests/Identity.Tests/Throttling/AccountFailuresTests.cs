using Sekisho.Identity.Throttling;

namespace Sekisho.Identity.Tests.Throttling;

public sealed class AccountFailuresTests
{
    [Fact]
    public void An_alarm_comes_at_the_threshold_once_and_again_after_an_hour_of_the_same()
    {
        var failures = new AccountFailures();
        for (var i = 1; i <= 250; i++) Assert.Equal(i == 100, failures.Add(7, 100, now: 1));
        // Halved to 125: still too many.
        Assert.True(failures.Add(7, 100, now: 1 + TimeSpan.TicksPerHour));
        Assert.False(failures.Add(7, 100, now: 2 + TimeSpan.TicksPerHour));
    }

    [Fact]
    public void At_ten_thousand_alarmed_accounts_alarms_may_repeat_and_none_is_missed()
    {
        var failures = new AccountFailures();
        for (var i = 0; i < AccountFailures.MostAlarmed; i++) Assert.True(failures.Add(Spread(i), 1, now: 1));
        Assert.True(failures.Add(Spread(0), 1, now: 1));
        Assert.False(failures.Add(Spread(0), 1, now: 1));
    }

    // Different cells in every row, as keyed hashes have.
    private static UInt128 Spread(int number) => (UInt128)number * new UInt128(0x9E3779B97F4A7C15, 0xF39CC0605CEDC835);
}
