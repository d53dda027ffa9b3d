using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Structure;
using Sekisho.Inspect.Verdicts;
using Sekisho.Testing;

namespace Sekisho.Inspect.Tests.Pipeline;

public sealed class InspectorTests
{
    private static readonly byte[] Message = "Subject: a\r\n\r\nb"u8.ToArray();

    [Fact]
    public async Task A_signal_that_fails_holds_the_message_and_is_named()
    {
        await using var inspector = Inspector.CreateWith(new InspectOptions(), TimeProvider.System,
            new StructureSignal(), new Doing("broken", _ => throw new InvalidOperationException("a bug")));
        var verdict = await inspector.InspectAsync(Inspecting.Request, Message);
        Assert.Equal(Disposition.Defer, verdict.Disposition);
        Assert.Equal(new Reason(ReasonCode.InspectionCrashed, "broken (InvalidOperationException)"), Assert.Single(verdict.Reasons));
        Assert.Equal("a", verdict.Fact("subject"));
    }

    [Fact]
    public async Task A_signal_that_finds_no_memory_holds_the_message_and_tells_the_worker()
    {
#pragma warning disable CA2201, MA0012 // the very exception that the runtime throws
        await using var inspector = Inspector.CreateWith(new InspectOptions(), TimeProvider.System, new Doing("hungry", _ => throw new OutOfMemoryException()));
#pragma warning restore CA2201, MA0012
        var verdict = await inspector.InspectAsync(Inspecting.Request, Message);
        Assert.Equal(Disposition.Defer, verdict.Disposition);
        Assert.Equal([ReasonCode.InspectionCrashed], verdict.Codes());
        await Assert.ThrowsAsync<OutOfMemoryException>(async () => await inspector.RunAsync(Inspecting.Request, Message, default));
    }

    [Fact]
    public async Task A_signal_that_cancels_itself_without_need_is_a_bug_too()
    {
        await using var inspector = Inspector.CreateWith(new InspectOptions(), TimeProvider.System, new Doing("odd", _ => throw new OperationCanceledException()));
        Assert.Equal([ReasonCode.InspectionCrashed], (await inspector.InspectAsync(Inspecting.Request, Message)).Codes());
    }

    [Fact]
    public async Task A_signal_that_never_ends_gives_the_verdict_of_the_time_limit()
    {
        var clock = new ManualTimeProvider();
        var entered = new TaskCompletionSource();
        using var release = new ManualResetEventSlim();
        await using var inspector = Inspector.CreateWith(new InspectOptions { TimeoutSeconds = 5 }, clock, new Doing("endless", _ =>
        {
            entered.SetResult();
            release.Wait(TimeSpan.FromSeconds(30));
        }));
        var inspecting = inspector.InspectAsync(Inspecting.Request, Message).AsTask();
        await entered.Task.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(inspecting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        var verdict = await inspecting.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);
        release.Set();
        Assert.Equal(Disposition.Defer, verdict.Disposition);
        Assert.Equal([ReasonCode.InspectionTimeout], verdict.Codes());
    }

    [Fact]
    public async Task A_signal_that_looks_at_the_time_ends_in_it()
    {
        var clock = new ManualTimeProvider();
        await using var inspector = Inspector.CreateWith(new InspectOptions { TimeoutSeconds = 5 }, clock, new Doing("slow", context =>
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            context.Cancellation.ThrowIfCancellationRequested();
        }));
        Assert.Equal([ReasonCode.InspectionTimeout], (await inspector.InspectAsync(Inspecting.Request, Message)).Codes());
    }

    [Fact]
    public async Task The_caller_can_give_up()
    {
        using var cancel = new CancellationTokenSource();
        await using var inspector = Inspector.CreateWith(new InspectOptions(), TimeProvider.System, new Doing("waiting", context =>
        {
            cancel.Cancel();
            context.Cancellation.ThrowIfCancellationRequested();
        }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await inspector.InspectAsync(Inspecting.Request, Message, cancel.Token));
    }

    [Fact]
    public void An_unreadable_scanner_address_is_refused_when_the_inspector_is_made() =>
        Assert.Throws<ArgumentException>(() => Inspector.Create(new InspectOptions { ClamdAddress = "nonsense" }));

    [Fact]
    public async Task An_empty_message_is_no_problem()
    {
        var verdict = await Inspecting.MessageAsync([]);
        Assert.DoesNotContain(ReasonCode.InspectionCrashed, verdict.Codes());
    }

    private sealed class Doing(string name, Action<InspectionContext> action) : ISignal
    {
        public string Name => name;

        public FactGroup Facts => InspectionFacts.Group;

        public ValueTask ExamineAsync(InspectionContext context)
        {
            action(context);
            return ValueTask.CompletedTask;
        }
    }
}
