using Sekisho.Roles.Calls.Client;

namespace Sekisho.Roles.Tests.Calls;

/// <summary>A call's time ends once, in one way.</summary>
public sealed class CallTimeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What can happen to a connection's time.</summary>
    private enum Step
    {
        Begin,
        Pass,
        TimerFires,
        GiveBack,
        Close,
    }

    [Fact]
    public void In_every_order_of_steps_whatever_was_over_or_closed_is_never_given_back_and_freed_once()
    {
        const int steps = 6;
        var all = Enum.GetValues<Step>();
        var orders = 0;
        for (var number = 0; number < Math.Pow(all.Length, steps); number++, orders++)
        {
            var order = Enumerable.Range(0, steps).Select(at => all[number / (int)Math.Pow(all.Length, at) % all.Length]).ToArray();
            Assert.True(Holds(order), string.Join(", ", order));
        }

        Assert.Equal(15_625, orders);
    }

    [Fact]
    public void Of_two_threads_one_ends_the_time_or_the_other_gives_back()
    {
        const int rounds = 2_000;
        var clock = new HeldClock();
        var time = new CallTime(clock);
        bool ended = false, givenBack = false;
        var (timerWon, callWon) = (0, 0);
        using var barrier = new Barrier(2, phase =>
        {
            // Nobody else runs now: before each round a new call whose time has just come, and after it one winner.
            if (phase.CurrentPhaseNumber % 2 == 0)
            {
                time = new CallTime(clock);
                time.Limit(TimeSpan.Zero);
                return;
            }

            timerWon += ended && !givenBack && time.IsOver ? 1 : 0;
            callWon += givenBack && !ended && !time.IsOver ? 1 : 0;
        });
        void Race(Action step)
        {
            for (var round = 0; round < rounds; round++)
            {
                barrier.SignalAndWait();
                step();
                barrier.SignalAndWait();
            }
        }

        var timer = new Thread(() => Race(() => ended = time.TryEnd(out _))) { IsBackground = true };
        timer.Start();
        Race(() => givenBack = time.Unlimit());
        timer.Join();
        Assert.Equal(rounds, timerWon + callWon);
    }

    /// <summary>Takes the steps, and beside them a plain model of what must be.</summary>
    private static bool Holds(IEnumerable<Step> order)
    {
        var clock = new HeldClock();
        var time = new CallTime(clock);
        var (over, closed) = (false, false);
        long? deadline = null;
        var freed = 0;
        foreach (var step in order)
        {
            var open = !over && !closed;
            switch (step)
            {
                case Step.Begin:
                    if (time.Limit(Patience) != open) return false;
                    deadline = clock.GetTimestamp() + Patience.Ticks;
                    break;
                case Step.Pass:
                    clock.Pass(Patience);
                    break;
                case Step.TimerFires:
                    var ends = open && deadline <= clock.GetTimestamp();
                    if (time.TryEnd(out var left) != ends || left.HasValue != (open && deadline > clock.GetTimestamp())) return false;
                    over |= ends;
                    freed += ends ? 1 : 0;
                    break;
                case Step.GiveBack:
                    if (time.Unlimit() != open) return false;
                    deadline = null;
                    break;
                case Step.Close:
                    if (time.TryClose() != open) return false;
                    closed |= open;
                    freed += open ? 1 : 0;
                    break;
            }

            if (time.IsOver != over || freed > 1) return false;
        }

        return true;
    }
}
