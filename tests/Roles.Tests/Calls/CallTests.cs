using System.Buffers;
using System.Text;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;
using Sekisho.Roles.TestHost;

namespace Sekisho.Roles.Tests.Calls;

public sealed class CallTests
{
    private static readonly Call<Question, Answer> Limited = TestCalls.Accept with { MaxRequestBytes = 1000, MaxContentBytes = 100_000 };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(26, 5_000)]
    [InlineData(40_000, 200_000)]
    public async Task What_is_asked_arrives_and_what_is_answered_comes_back(int textLength, int contentBytes)
    {
        await using var pair = new CallPair();
        await ServeAsync(pair, TestCalls.Accept);
        var content = Bytes(contentBytes);
        for (var i = 0; i < 3; i++)
        {
            var answer = await pair.Client().SendAsync(TestCalls.Accept, new Question { Text = new string('x', textLength) }, new ReadOnlySequence<byte>(content));
            Assert.Equal(new string('x', textLength), answer.Text);
            Assert.Equal(content.Sum(value => (long)value), answer.Number);
        }
    }

    [Fact]
    public async Task One_connection_serves_many_calls_one_after_the_other()
    {
        await using var pair = new CallPair();
        await ServeAsync(pair, TestCalls.Accept);
        var client = pair.Client();
        for (var i = 0; i < 100; i++) Assert.Equal("hello", (await client.SendAsync(TestCalls.Accept, new Question { Text = "hello" })).Text);
        var before = OpenDescriptors();
        for (var i = 0; i < 100; i++) await client.SendAsync(TestCalls.Accept, new Question { Text = "hello" });
        Assert.InRange(OpenDescriptors(), 0, before + 20); // other tests run beside this one
    }

    [Fact]
    public async Task A_request_at_its_limit_is_taken_and_one_byte_more_is_not()
    {
        await using var pair = new CallPair();
        await ServeAsync(pair, Limited);
        var client = pair.Client();
        // {"do":"echo","text":"…","number":0}
        var room = Limited.MaxRequestBytes - Encoding.UTF8.GetByteCount("""{"do":"echo","text":"","number":0}""");
        Assert.Equal(room, (await client.SendAsync(Limited, new Question { Text = new string('a', room) })).Text.Length);
        await CallAssert.FailsAsync(CallFailure.TooLarge, () => client.SendAsync(Limited, new Question { Text = new string('a', room + 1) }).AsTask());
    }

    [Fact]
    public async Task Content_at_its_limit_is_taken_and_one_byte_more_is_not()
    {
        await using var pair = new CallPair();
        await ServeAsync(pair, Limited);
        var client = pair.Client();
        await client.SendAsync(Limited, new Question(), new ReadOnlySequence<byte>(Bytes(100_000)));
        await CallAssert.FailsAsync(CallFailure.TooLarge, () => client.SendAsync(Limited, new Question(), new ReadOnlySequence<byte>(Bytes(100_001))).AsTask());
    }

    [Theory]
    [InlineData(1001, 0)]
    [InlineData(100, 100_001)]
    [InlineData(100, 200_000_000)]
    public async Task A_callee_holds_its_limits_even_when_the_caller_does_not(int textLength, int contentBytes)
    {
        await using var pair = new CallPair();
        await ServeAsync(pair, Limited);
        var generous = Limited with { MaxRequestBytes = int.MaxValue, MaxContentBytes = long.MaxValue };
        var client = pair.Client();
        await CallAssert.FailsAsync(
            CallFailure.TooLarge,
            () => client.SendAsync(generous, new Question { Text = new string('a', textLength) }, new ReadOnlySequence<byte>(new byte[contentBytes])).AsTask());
        Assert.Equal("next", (await client.SendAsync(Limited, new Question { Text = "next" })).Text);
    }

    [Fact]
    public async Task A_refusal_reaches_the_caller_with_its_words()
    {
        await using var pair = new CallPair();
        await ServeAsync(pair, TestCalls.Accept, _ => throw new CallException(CallFailure.Rejected, "No such tenant: 例.test"));
        var exception = await CallAssert.FailsAsync(CallFailure.Rejected, () => pair.Client().SendAsync(TestCalls.Accept, new Question()).AsTask());
        Assert.Equal("No such tenant: 例.test", exception.Message);
    }

    [Fact]
    public async Task A_refusal_before_the_content_is_read_reaches_the_caller_in_the_middle_of_sending()
    {
        await using var pair = new CallPair();
        await ServeAsync(pair, TestCalls.Accept, _ => throw new CallException(CallFailure.Overloaded, "The disk is full."));
        var content = new ReadOnlySequence<byte>(new byte[200_000_000]);
        var exception = await CallAssert.FailsAsync(CallFailure.Overloaded, () => pair.Client().SendAsync(TestCalls.Accept, new Question(), content).AsTask());
        Assert.Equal("The disk is full.", exception.Message);
    }

    [Fact]
    public async Task A_reply_that_does_not_wait_for_the_content_is_a_reply()
    {
        await using var pair = new CallPair();
        await ServeAsync(pair, TestCalls.Accept, _ => ValueTask.FromResult(new Answer { Text = "known already" }));
        var client = pair.Client();
        foreach (var contentBytes in new[] { 10, 100_000, 50_000_000 })
        {
            var answer = await client.SendAsync(TestCalls.Accept, new Question(), new ReadOnlySequence<byte>(new byte[contentBytes])).AsTask().WaitAsync(CallAssert.Patience);
            Assert.Equal("known already", answer.Text);
        }
    }

    [Fact]
    public async Task A_fault_does_not_tell_the_callees_secrets()
    {
        await using var pair = new CallPair();
        await ServeAsync(pair, TestCalls.Accept, _ => throw new InvalidOperationException("the secret is 42"));
        var exception = await CallAssert.FailsAsync(CallFailure.Faulted, () => pair.Client().SendAsync(TestCalls.Accept, new Question()).AsTask());
        Assert.DoesNotContain("42", exception.ToString());
    }

    [Fact]
    public async Task When_the_time_is_over_the_caller_gives_up_and_the_callee_is_told()
    {
        await using var pair = new CallPair();
        var told = new TaskCompletionSource();
        await ServeAsync(pair, TestCalls.Accept, context =>
        {
            context.Aborted.Register(told.SetResult);
            return new ValueTask<Answer>(new TaskCompletionSource<Answer>().Task.WaitAsync(context.Aborted));
        });
        var hasty = TestCalls.Accept with { Timeout = TimeSpan.FromMilliseconds(200) };
        await CallAssert.FailsAsync(CallFailure.TimedOut, () => pair.Client().SendAsync(hasty, new Question()).AsTask());
        await told.Task.WaitAsync(CallAssert.Patience);
    }

    [Fact]
    public async Task When_the_caller_cancels_the_callee_is_told()
    {
        await using var pair = new CallPair();
        var told = new TaskCompletionSource();
        using var cancel = new CancellationTokenSource();
        await ServeAsync(pair, TestCalls.Accept, context =>
        {
            context.Aborted.Register(told.SetResult);
            cancel.CancelAfter(TimeSpan.Zero);
            return new ValueTask<Answer>(new TaskCompletionSource<Answer>().Task.WaitAsync(context.Aborted));
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => pair.Client().SendAsync(TestCalls.Accept, new Question(), cancellation: cancel.Token).AsTask().WaitAsync(CallAssert.Patience));
        await told.Task.WaitAsync(CallAssert.Patience);
    }

    [Fact]
    public async Task A_handler_that_yields_and_then_only_calculates_is_told_as_well()
    {
        await using var pair = new CallPair();
        var working = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await ServeAsync(pair, TestCalls.Accept, async context =>
        {
            await Task.Yield();
            working.SetResult();
            while (!context.Aborted.IsCancellationRequested) Thread.SpinWait(1000);
            told.SetResult();
            return new Answer();
        });
        using var cancel = new CancellationTokenSource();
        var call = pair.Client().SendAsync(TestCalls.Accept, new Question(), cancellation: cancel.Token).AsTask();
        await working.Task.WaitAsync(CallAssert.Patience);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(CallAssert.Patience));
        // Long before the call's own time is over.
        await told.Task.WaitAsync(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_callee_stops_by_itself_when_the_time_is_over_and_the_caller_does_not_give_up()
    {
        await using var pair = new CallPair();
        await ServeAsync(
            pair, TestCalls.Accept with { Timeout = TimeSpan.FromMilliseconds(100) },
            context => new ValueTask<Answer>(new TaskCompletionSource<Answer>().Task.WaitAsync(context.Aborted)));
        await CallAssert.FailsAsync(CallFailure.TimedOut, () => pair.Client().SendAsync(TestCalls.Accept, new Question()).AsTask());
    }

    [Fact]
    public async Task More_calls_at_a_time_than_a_callee_takes_are_refused_as_overloaded()
    {
        await using var pair = new CallPair();
        var release = new TaskCompletionSource();
        using var under = new SemaphoreSlim(0);
        var server = await ServeAsync(
            pair, TestCalls.Accept,
            async _ =>
            {
                under.Release();
                await release.Task;
                return new Answer();
            },
            maxCalls: 3);
        var client = pair.Client();
        var first = Enumerable.Range(0, 3).Select(_ => client.SendAsync(TestCalls.Accept, new Question()).AsTask()).ToArray();
        for (var i = 0; i < 3; i++) Assert.True(await under.WaitAsync(CallAssert.Patience));
        Assert.Equal(3, server.UnderWay);
        await CallAssert.FailsAsync(CallFailure.Overloaded, () => client.SendAsync(TestCalls.Accept, new Question()).AsTask());
        release.SetResult();
        await Task.WhenAll(first).WaitAsync(CallAssert.Patience);
        await client.SendAsync(TestCalls.Accept, new Question());
    }

    [Fact]
    public async Task Requests_that_together_exceed_their_limit_are_refused_as_overloaded()
    {
        await using var pair = new CallPair();
        var release = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        var requestBytes = Encoding.UTF8.GetByteCount("""{"do":"echo","text":"","number":0}""") + 1000;
        await pair.ServeAsync(
            RoleKind.Store,
            registry => registry.Answer(TestCalls.Accept, async (_, _) =>
            {
                arrived.TrySetResult();
                await release.Task;
                return new Answer();
            }),
            maxRequestBytesTogether: (2 * requestBytes) - 1);
        var client = pair.Client();
        var question = new Question { Text = new string('x', 1000) };
        var first = client.SendAsync(TestCalls.Accept, question).AsTask();
        await arrived.Task.WaitAsync(CallAssert.Patience);
        await CallAssert.FailsAsync(CallFailure.Overloaded, () => client.SendAsync(TestCalls.Accept, question).AsTask());
        // One byte less fits beside the first.
        var second = client.SendAsync(TestCalls.Accept, question with { Text = new string('x', 999) }).AsTask();
        release.SetResult();
        await Task.WhenAll(first, second).WaitAsync(CallAssert.Patience);
        await client.SendAsync(TestCalls.Accept, question);
    }

    [Fact]
    public async Task Two_callers_together_do_not_get_more_at_a_time_than_the_call_allows()
    {
        await using var pair = new CallPair();
        var now = 0;
        var most = 0;
        await pair.ServeAsync(RoleKind.Inspect, registry => registry.Answer(TestCalls.Inspect, async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return new Answer();
        }));
        var mx = pair.Client(RoleKind.Mx, RoleKind.Inspect);
        var operators = pair.Client(RoleKind.Operator, RoleKind.Inspect);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? mx : operators).SendAsync(TestCalls.Inspect, new Question()).AsTask()))
            .WaitAsync(CallAssert.Patience);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Ten_callers_at_once_each_get_their_own_answer()
    {
        await using var pair = new CallPair();
        await ServeAsync(pair, TestCalls.Accept);
        var client = pair.Client();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async caller =>
        {
            for (var i = 0; i < 200; i++)
            {
                var content = new ReadOnlySequence<byte>(Enumerable.Repeat((byte)caller, i).ToArray());
                var answer = await client.SendAsync(TestCalls.Accept, new Question { Text = $"{caller}.{i}" }, content);
                Assert.Equal($"{caller}.{i}", answer.Text);
                Assert.Equal(caller * i, answer.Number);
            }
        })).WaitAsync(CallAssert.Patience);
    }

    private static Task<Sekisho.Roles.Calls.Server.CallServer> ServeAsync(
        CallPair pair, Call<Question, Answer> call, Func<CallContext, ValueTask<Answer>>? answer = null, int maxCalls = 1024) =>
        pair.ServeAsync(
            RoleKind.Store,
            registry => registry.Answer(call, (context, question) => answer is null ? EchoAsync(context, question) : answer(context)),
            maxCalls: maxCalls);

    private static async ValueTask<Answer> EchoAsync(CallContext context, Question question)
    {
        using var content = new MemoryStream();
        await context.Content.CopyToAsync(content, context.Aborted);
        Assert.Equal(context.ContentLength, content.Length);
        return new Answer { Text = question.Text, Number = content.ToArray().Sum(value => (long)value) };
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 7))];

    private static int OpenDescriptors() => Directory.GetFiles("/proc/self/fd").Length;
}
