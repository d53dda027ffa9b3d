using Sekisho.Identity.Budgets;
using Sekisho.Testing;

namespace Sekisho.Identity.Tests.Budgets;

public sealed class BudgetTests
{
    private static readonly BudgetLimit Small = new() { PerMinute = 10, PerHour = 100, PerDay = 200 };
    private static readonly BudgetCaller Web = new("role", "web");
    private static readonly BudgetCaller Ticket = new("ticket", "t1");

    private static readonly Dictionary<(string, BudgetKind), BudgetLimit> Limits = new()
    {
        [("role", BudgetKind.MessagesOpened)] = Small,
        [("ticket", BudgetKind.MessagesOpened)] = new() { PerMinute = 4, PerHour = 50, PerDay = 50 },
        [("role", BudgetKind.KeyLeases)] = new() { PerMinute = 0, PerHour = 10, PerDay = 10 },
    };

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void What_the_bucket_holds_is_given_and_one_more_freezes()
    {
        var book = new BudgetBook(Limits, _clock);
        for (var i = 0; i < 10; i++) Assert.True(book.Take(Web, BudgetKind.MessagesOpened).IsTaken);
        Assert.Equal(new BudgetDecision(BudgetStatus.Exceeded, Web, TimeSpan.FromMinutes(1)), book.Take(Web, BudgetKind.MessagesOpened));
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(BudgetStatus.Frozen, book.Take(Web, BudgetKind.MessagesOpened).Status);
        Assert.Equal(Web, Assert.Single(book.Frozen()).Caller);
        Assert.True(book.Thaw(Web, BudgetKind.MessagesOpened));
        Assert.False(book.Thaw(Web, BudgetKind.MessagesOpened));
        Assert.True(book.Take(Web, BudgetKind.MessagesOpened, 10).IsTaken);
    }

    [Fact]
    public void Each_bucket_refills_evenly()
    {
        var book = new BudgetBook(Limits, _clock);
        Assert.True(book.Take(Web, BudgetKind.MessagesOpened, 10).IsTaken);
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.True(book.Take(Web, BudgetKind.MessagesOpened).IsTaken);
        _clock.Advance(TimeSpan.FromSeconds(6) - TimeSpan.FromTicks(1));
        Assert.Equal(BudgetStatus.Exceeded, book.Take(Web, BudgetKind.MessagesOpened).Status);
    }

    [Fact]
    public void The_hour_and_the_day_bound_what_the_minute_would_give()
    {
        var book = new BudgetBook(Limits, _clock);
        long taken = 0;
        BudgetDecision decision;
        while ((decision = book.Take(Web, BudgetKind.MessagesOpened, 10)).IsTaken)
        {
            taken += 10;
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        // Ten at minute t need 10·(t + 1) ≤ 100 + 100·t/60, so t ≤ 10.
        Assert.Equal((110L, TimeSpan.FromHours(1)), (taken, decision.Window));
    }

    [Fact]
    public void No_way_of_taking_gets_more_than_the_largest_leak()
    {
        foreach (var (hours, seed) in new[] { (0.5, 1), (3.0, 2), (30.0, 3) })
        {
            var time = TimeSpan.FromHours(hours);
            var clock = new ManualTimeProvider();
            var book = new BudgetBook(Limits, clock);
            var random = new Random(seed);
            var end = clock.GetUtcNow() + time;
            long taken = 0;
            while (true)
            {
                // An intruder who knows the limits: take while a trial run would not freeze.
                while (CouldTake(book, clock) && book.Take(Web, BudgetKind.MessagesOpened).IsTaken) taken++;
                var step = TimeSpan.FromSeconds(1 + random.Next(60));
                if (clock.GetUtcNow() + step > end) break;
                clock.Advance(step);
            }

            var most = Small.LargestLeak(time);
            Assert.InRange(taken, most * 9 / 10, most);
        }

        static bool CouldTake(BudgetBook book, ManualTimeProvider clock)
        {
            var trial = new BudgetBook(Limits, clock);
            trial.Import(book.Export());
            return trial.Take(Web, BudgetKind.MessagesOpened).IsTaken;
        }
    }

    [Fact]
    public void The_largest_leak_is_a_number_of_the_configuration()
    {
        Assert.Equal(10, Small.LargestLeak(TimeSpan.Zero));
        Assert.Equal(20, Small.LargestLeak(TimeSpan.FromMinutes(1)));
        Assert.Equal(200, Small.LargestLeak(TimeSpan.FromHours(1)));
        Assert.Equal(400, Small.LargestLeak(TimeSpan.FromDays(1)));
        Assert.Equal(200 + (200 * 250), Small.LargestLeak(TimeSpan.FromDays(250)));
        var book = new BudgetBook(Limits, _clock);
        Assert.Equal(400, book.LargestLeak("role", BudgetKind.MessagesOpened, TimeSpan.FromDays(1)));
        Assert.Equal(0, book.LargestLeak("role", BudgetKind.KeyLeases, TimeSpan.FromDays(1)));
        Assert.Equal(0, book.LargestLeak("role", BudgetKind.Signatures, TimeSpan.FromDays(1)));
        var most = new BudgetLimit { PerMinute = BudgetLimit.Most, PerHour = BudgetLimit.Most, PerDay = BudgetLimit.Most };
        Assert.Equal(BudgetLimit.Most * 36_501, most.LargestLeak(TimeSpan.FromDays(36_500)));
    }

    [Fact]
    public void Several_budgets_are_taken_from_together_or_not_at_all()
    {
        var book = new BudgetBook(Limits, _clock);
        for (var i = 0; i < 4; i++) Assert.True(book.Take([Ticket, Web], BudgetKind.MessagesOpened, 1).IsTaken);
        Assert.Equal(new BudgetDecision(BudgetStatus.Exceeded, Ticket, TimeSpan.FromMinutes(1)), book.Take([Web, Ticket], BudgetKind.MessagesOpened, 1));
        // The other one was not taken from, and is not frozen.
        Assert.True(book.Take(Web, BudgetKind.MessagesOpened, 6).IsTaken);
        Assert.Equal(BudgetStatus.Frozen, book.Take([Web, Ticket], BudgetKind.MessagesOpened, 1).Status);
        Assert.Throws<ArgumentException>(() => book.Take([Web, Web], BudgetKind.MessagesOpened, 1));
        Assert.Throws<ArgumentException>(() => book.Take([], BudgetKind.MessagesOpened, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => book.Take(Web, BudgetKind.MessagesOpened, 0));
    }

    [Fact]
    public void A_restart_fills_and_thaws_nothing()
    {
        var book = new BudgetBook(Limits, _clock);
        Assert.True(book.Take(Web, BudgetKind.MessagesOpened, 9).IsTaken);
        Assert.True(book.Freeze(Ticket, BudgetKind.MessagesOpened));
        var again = new BudgetBook(Limits, _clock);
        Assert.Equal(2, again.Import(book.Export()));
        Assert.Equal(BudgetStatus.Frozen, again.Take(Ticket, BudgetKind.MessagesOpened).Status);
        Assert.True(again.Take(Web, BudgetKind.MessagesOpened).IsTaken);
        Assert.Equal(BudgetStatus.Exceeded, again.Take(Web, BudgetKind.MessagesOpened).Status);
    }

    [Fact]
    public void A_damaged_record_gives_nothing()
    {
        foreach (var used in new long[][] { [], [-1, 0, 0], [long.MaxValue, long.MaxValue, long.MaxValue] })
        {
            var book = new BudgetBook(Limits, _clock);
            book.Import([new BudgetState { Caller = Web, Kind = BudgetKind.MessagesOpened, Used = used, AtTicks = long.MaxValue }]);
            Assert.Equal(BudgetStatus.Exceeded, book.Take(Web, BudgetKind.MessagesOpened).Status);
        }

        var unknown = new BudgetState { Caller = new("gone", "x"), Kind = BudgetKind.MessagesOpened, Used = [0, 0, 0], AtTicks = 0 };
        Assert.Equal(0, new BudgetBook(Limits, _clock).Import([unknown]));
    }

    [Fact]
    public void Who_has_no_budget_gets_nothing()
    {
        var book = new BudgetBook(Limits, _clock);
        Assert.Equal(BudgetStatus.NoBudget, book.Take(Web, BudgetKind.CredentialUses).Status);
        Assert.Equal(BudgetStatus.NoBudget, book.Take(new BudgetCaller("nobody", "x"), BudgetKind.MessagesOpened).Status);
        Assert.Equal(BudgetStatus.Exceeded, book.Take(Web, BudgetKind.KeyLeases).Status);
        Assert.False(book.Freeze(Web, BudgetKind.CredentialUses));
    }

    [Fact]
    public void The_number_of_callers_is_bounded_and_used_ones_are_never_forgotten()
    {
        var book = new BudgetBook(Limits, _clock, most: 3);
        for (var i = 0; i < 3; i++) Assert.True(book.Take(new BudgetCaller("ticket", $"t{i}"), BudgetKind.MessagesOpened).IsTaken);
        Assert.Equal(BudgetStatus.TooManyCallers, book.Take(new BudgetCaller("ticket", "t3"), BudgetKind.MessagesOpened).Status);
        book.Freeze(new BudgetCaller("ticket", "t0"), BudgetKind.MessagesOpened);
        _clock.Advance(TimeSpan.FromDays(1));
        // Two are full again and make room; the frozen one stays.
        Assert.True(book.Take(new BudgetCaller("ticket", "t3"), BudgetKind.MessagesOpened).IsTaken);
        Assert.Equal(BudgetStatus.Frozen, book.Take(new BudgetCaller("ticket", "t0"), BudgetKind.MessagesOpened).Status);
        Assert.True(book.Take(new BudgetCaller("ticket", new string('n', 128)), BudgetKind.MessagesOpened).IsTaken);
        Assert.Equal(BudgetStatus.TooManyCallers, book.Take(new BudgetCaller("ticket", new string('n', 129)), BudgetKind.MessagesOpened).Status);
    }

    [Fact]
    public void The_limits_of_limits()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Small with { PerDay = BudgetLimit.Most + 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Small with { PerHour = -1 });
        var most = new BudgetLimit { PerMinute = BudgetLimit.Most, PerHour = BudgetLimit.Most, PerDay = BudgetLimit.Most };
        var book = new BudgetBook(new Dictionary<(string, BudgetKind), BudgetLimit> { [("role", BudgetKind.Signatures)] = most }, _clock);
        Assert.True(book.Take(Web, BudgetKind.Signatures, BudgetLimit.Most).IsTaken);
        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        Assert.Equal(new BudgetDecision(BudgetStatus.Exceeded, Web, TimeSpan.FromDays(1)), book.Take(Web, BudgetKind.Signatures, BudgetLimit.Most));
    }
}
