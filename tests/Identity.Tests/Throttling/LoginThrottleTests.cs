using System.Net;
using Sekisho.Identity.Throttling;
using Sekisho.Testing;

namespace Sekisho.Identity.Tests.Throttling;

public sealed class LoginThrottleTests
{
    private static readonly IPAddress Attacker = IPAddress.Parse("198.51.100.7");
    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.1");

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Failures_from_one_network_are_delayed_twice_as_long_each_time()
    {
        var throttle = Throttle();
        for (var i = 0; i < 6; i++) Assert.True(Fail(throttle, "ayumi", Attacker).IsAllowed);
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 64 })
        {
            var delayed = throttle.Begin(Attempt("ayumi", Attacker));
            Assert.Equal((ThrottleStatus.Delayed, _clock.GetUtcNow().AddSeconds(seconds)), (delayed.Status, delayed.Until));
            _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            Assert.Equal(ThrottleStatus.Delayed, throttle.Begin(Attempt("ayumi", Attacker)).Status);
            _clock.Advance(TimeSpan.FromTicks(1));
            Assert.True(Fail(throttle, "ayumi", Attacker).IsAllowed);
        }
    }

    [Fact]
    public void No_delay_is_longer_than_the_longest()
    {
        var throttle = Throttle();
        for (var i = 0; i < 60; i++)
        {
            var decision = throttle.Begin(Attempt("ayumi", Attacker));
            Assert.True(decision.Until - _clock.GetUtcNow() <= TimeSpan.FromMinutes(15));
            _clock.Advance(decision.Until - _clock.GetUtcNow());
        }
    }

    [Fact]
    public void A_botnet_that_guesses_one_account_never_delays_its_owners_device_or_network()
    {
        var throttle = Throttle();
        Succeed(throttle, "ayumi", Home);
        var alarms = 0;
        for (var i = 0; i < 20_000; i++)
            if (Fail(throttle, "ayumi", new IPAddress([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i])).Alarm == ThrottleAlarm.AccountUnderAttack) alarms++;
        Assert.Equal(1, alarms);
        Assert.Equal((ThrottleStatus.Allowed, ThrottleLane.KnownNetwork), Both(throttle.Begin(Attempt("ayumi", Home))));
        Assert.Equal((ThrottleStatus.Allowed, ThrottleLane.KnownDevice), Both(throttle.Begin(Attempt("ayumi", IPAddress.Parse("10.0.0.1"), device: 5))));
        // Nor a stranger at a place that has not failed: the account is never locked.
        Assert.True(throttle.Begin(Attempt("ayumi", IPAddress.Parse("203.0.113.9"))).IsAllowed);
    }

    [Fact]
    public void An_attacker_in_the_same_network_does_not_delay_a_known_device()
    {
        var throttle = Throttle();
        Succeed(throttle, "ayumi", Home);
        for (var i = 0; i < 200; i++) Fail(throttle, "ayumi", Home);
        Assert.Equal(ThrottleStatus.Delayed, throttle.Begin(Attempt("ayumi", Home)).Status);
        Assert.Equal((ThrottleStatus.Allowed, ThrottleLane.KnownDevice), Both(throttle.Begin(Attempt("ayumi", Home, device: 5))));
        // A stolen token has an allowance as well.
        for (var i = 0; i < 11; i++) throttle.Begin(Attempt("ayumi", Home, device: 5));
        Assert.Equal((ThrottleStatus.Delayed, ThrottleLane.KnownDevice), Both(throttle.Begin(Attempt("ayumi", Home, device: 5))));
        // And another device of the owner is not concerned.
        Assert.True(throttle.Begin(Attempt("ayumi", Home, device: 6)).IsAllowed);
    }

    [Fact]
    public void One_network_that_tries_many_accounts_is_delayed_for_all_of_them_and_then_refused()
    {
        var throttle = Throttle();
        var allowed = 0;
        var alarm = ThrottleAlarm.None;
        ThrottleDecision last = default;
        for (var i = 0; i < 4_000; i++)
        {
            last = throttle.Begin(Attempt($"account{i}", Attacker));
            if (last.IsAllowed) allowed++;
            if (last.Alarm != ThrottleAlarm.None) alarm = last.Alarm;
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(allowed, 40, 48);
        Assert.Equal(ThrottleStatus.Refused, last.Status);
        Assert.Equal(ThrottleAlarm.NetworkAttacks, alarm);
        // Who is known there still gets in.
        Assert.True(throttle.Begin(Attempt("ken", Attacker, device: 9)).IsAllowed);
    }

    [Fact]
    public void A_network_that_goes_on_for_long_raises_one_alarm()
    {
        var throttle = Throttle(new ThrottleOptions { NetworkAlarm = 40 });
        var alarms = 0;
        for (var i = 0; i < 60; i++)
        {
            var decision = throttle.Begin(Attempt($"account{i}", Attacker));
            if (decision.Alarm == ThrottleAlarm.NetworkAttacks) alarms++;
            if (!decision.IsAllowed) _clock.Advance(decision.Until - _clock.GetUtcNow());
        }

        Assert.Equal(1, alarms);
        var fast = Throttle(new ThrottleOptions { NetworkAlarm = 20 });
        Assert.Equal(1, Enumerable.Range(0, 30).Count(i => Fail(fast, $"account{i}", Attacker).Alarm == ThrottleAlarm.NetworkAttacks));
    }

    [Fact]
    public void Who_tries_all_accounts_of_an_office_from_within_is_seen_and_locks_nobody_out()
    {
        var throttle = Throttle();
        for (var i = 0; i < 100; i++) Succeed(throttle, $"account{i}", Home);
        Assert.Equal(1, Enumerable.Range(0, 100).Count(i => Fail(throttle, $"account{i}", Home).Alarm == ThrottleAlarm.NetworkAttacks));
        Assert.Equal((ThrottleStatus.Allowed, ThrottleLane.KnownNetwork), Both(throttle.Begin(Attempt("account5", Home))));
        Assert.Equal((ThrottleStatus.Refused, ThrottleLane.Stranger), Both(throttle.Begin(Attempt("stranger", Home))));
    }

    [Fact]
    public void Logging_in_again_and_again_does_not_lower_the_count_of_others()
    {
        var throttle = Throttle();
        for (var i = 0; i < 99; i++) Fail(throttle, "victim", new IPAddress([10, 0, 0, (byte)i]));
        for (var i = 0; i < 20_000; i++) Succeed(throttle, $"attacker{i % 500}", Attacker);
        Assert.Equal(ThrottleAlarm.AccountUnderAttack, Fail(throttle, "victim", Home).Alarm);
        Assert.Equal(ThrottleAlarm.None, Fail(throttle, "victim", Home).Alarm);
    }

    [Fact]
    public void A_thousand_tries_at_the_same_moment_do_not_count_as_one()
    {
        var throttle = Throttle();
        var allowed = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (throttle.Begin(Attempt("ayumi", Attacker)).IsAllowed) Interlocked.Increment(ref allowed);
        });
        Assert.Equal(6, allowed);
    }

    [Fact]
    public void Success_clears_the_accounts_failures_there_but_not_the_networks()
    {
        var throttle = Throttle();
        for (var i = 0; i < 30; i++) Fail(throttle, $"victim{i}", Attacker);
        // The attacker's own account, in between, changes nothing for the network.
        Succeed(throttle, "attacker", Attacker);
        Fail(throttle, "victim30", Attacker);
        Assert.Equal(ThrottleStatus.Delayed, throttle.Begin(Attempt("victim31", Attacker)).Status);

        var other = Throttle();
        for (var i = 0; i < 5; i++) Fail(other, "ayumi", Home);
        Succeed(other, "ayumi", Home);
        for (var i = 0; i < 10; i++) Assert.True(Fail(other, "ayumi", Home).IsAllowed);
    }

    [Fact]
    public void What_was_not_checked_is_not_counted()
    {
        var throttle = Throttle();
        for (var i = 0; i < 500; i++)
        {
            var attempt = Attempt("ayumi", Attacker);
            var decision = throttle.Begin(attempt);
            Assert.Equal((ThrottleStatus.Allowed, ThrottleAlarm.None), (decision.Status, decision.Alarm));
            throttle.Abandoned(attempt, decision);
        }

        Assert.Equal(ThrottleLane.Stranger, throttle.Begin(Attempt("ayumi", Attacker)).Lane);
    }

    [Fact]
    public void Failures_are_forgiven_one_by_one_when_it_is_quiet()
    {
        var throttle = Throttle();
        for (var i = 0; i < 5; i++) Fail(throttle, "ayumi", Attacker);
        _clock.Advance(TimeSpan.FromMinutes(20));
        // Two of five are forgiven: three tries, of which the last one costs.
        for (var i = 0; i < 3; i++) Assert.True(Fail(throttle, "ayumi", Attacker).IsAllowed);
        Assert.Equal(ThrottleStatus.Delayed, throttle.Begin(Attempt("ayumi", Attacker)).Status);
    }

    [Fact]
    public void A_known_network_is_known_for_its_time_and_after_a_restart()
    {
        var throttle = Throttle();
        Succeed(throttle, "ayumi", Home);
        var again = Throttle();
        again.Import(throttle.Export());
        Assert.Equal(ThrottleLane.KnownNetwork, again.Begin(Attempt("ayumi", Home)).Lane);
        Assert.Equal(ThrottleLane.Stranger, again.Begin(Attempt("ken", Home)).Lane);
        _clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        Assert.Equal(ThrottleLane.KnownNetwork, throttle.Begin(Attempt("ayumi", Home)).Lane);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ThrottleLane.Stranger, throttle.Begin(Attempt("ayumi", Home)).Lane);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)] // one /64 is one subscriber
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void What_one_person_has_is_one_network(string one, string other, bool same)
    {
        var throttle = Throttle();
        Succeed(throttle, "ayumi", IPAddress.Parse(one));
        Assert.Equal(same ? ThrottleLane.KnownNetwork : ThrottleLane.Stranger, throttle.Begin(Attempt("ayumi", IPAddress.Parse(other))).Lane);
    }

    [Fact]
    public void Hopping_through_a_whole_customer_network_is_noticed()
    {
        var throttle = Throttle();
        var allowed = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var address = IPAddress.Parse($"2001:db8:1:{i:x}::1");
            if (throttle.Begin(Attempt($"account{i}", address)).IsAllowed) allowed++;
        }

        Assert.Equal(301, allowed);
    }

    [Fact]
    public void A_flood_of_other_networks_does_not_make_an_attackers_failures_forgotten()
    {
        var throttle = Throttle(new ThrottleOptions { MostCounters = 1_000 });
        for (var i = 0; i < 12; i++)
        {
            var decision = throttle.Begin(Attempt("ayumi", Attacker));
            if (!decision.IsAllowed) _clock.Advance(decision.Until - _clock.GetUtcNow());
        }

        Assert.Equal(ThrottleStatus.Delayed, throttle.Begin(Attempt("ayumi", Attacker)).Status);
        var full = 0;
        for (var i = 0; i < 50_000; i++)
            if (Fail(throttle, $"x{i}", new IPAddress([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i])).Alarm == ThrottleAlarm.TableFull) full++;
        Assert.Equal(1, full);
        Assert.InRange(throttle.Counters, 1_000, 5_000);
        Assert.Equal(ThrottleStatus.Delayed, throttle.Begin(Attempt("ayumi", Attacker)).Status);
        // Strangers from new places share one allowance meanwhile; who is known does not.
        Assert.Equal(ThrottleStatus.Delayed, throttle.Begin(Attempt("ken", Home)).Status);
        Assert.True(throttle.Begin(Attempt("ken", Home, device: 1)).IsAllowed);
        // When all is quiet, there is room again.
        _clock.Advance(TimeSpan.FromHours(3));
        Assert.True(Fail(throttle, "ken", Home).IsAllowed);
        Assert.InRange(throttle.Counters, 1, 10);
        for (var i = 0; i < 6; i++) Fail(throttle, "ken", Home);
        Assert.Equal(_clock.GetUtcNow().AddSeconds(1), throttle.Begin(Attempt("ken", Home)).Until);
    }

    [Fact]
    public void One_network_cannot_fill_the_table()
    {
        var throttle = Throttle(new ThrottleOptions { Network = new FailureLimit { Free = 1_000_000 }, Surroundings = new FailureLimit { Free = 1_000_000 } });
        for (var i = 0; i < 10_000; i++) Fail(throttle, $"account{i}", Attacker);
        Assert.Equal(64 + 2, throttle.Counters);
    }

    [Fact]
    public void Who_holds_one_account_cannot_push_out_the_known_networks_of_others()
    {
        var throttle = Throttle(new ThrottleOptions { MostAccountsWithNetworks = 2 });
        Succeed(throttle, "ayumi", Home);
        for (var i = 0; i < 2_000; i++) Succeed(throttle, "attacker", IPAddress.Parse($"2001:db8:1:{i:x}::1"));
        Assert.Equal(ThrottleLane.KnownNetwork, throttle.Begin(Attempt("ayumi", Home)).Lane);
        Assert.Equal(1 + 8, throttle.Export().Count);
        // A third account: the one whose login is oldest goes.
        _clock.Advance(TimeSpan.FromMinutes(1));
        Succeed(throttle, "attacker", Attacker);
        Succeed(throttle, "ken", Home);
        Assert.Equal(ThrottleLane.Stranger, throttle.Begin(Attempt("ayumi", Home)).Lane);
    }

    [Fact]
    public void The_key_has_thirty_two_bytes() =>
        Assert.Throws<ArgumentException>(() => new LoginThrottle(new ThrottleOptions(), _clock, new byte[31]));

    private LoginThrottle Throttle(ThrottleOptions? options = null) => new(options ?? new ThrottleOptions(), _clock, TestKeys.Bytes(1));

    private static ThrottleDecision Fail(LoginThrottle throttle, string account, IPAddress address) => throttle.Begin(Attempt(account, address));

    private static void Succeed(LoginThrottle throttle, string account, IPAddress address)
    {
        var attempt = Attempt(account, address);
        throttle.Succeeded(attempt, throttle.Begin(attempt) with { Status = ThrottleStatus.Allowed });
    }

    private static (ThrottleStatus, ThrottleLane) Both(ThrottleDecision decision) => (decision.Status, decision.Lane);

    private static LoginAttempt Attempt(string account, IPAddress address, ulong? device = null) => new() { Account = account, Address = address, KnownDevice = device };
}
