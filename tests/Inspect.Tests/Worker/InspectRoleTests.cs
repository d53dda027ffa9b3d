using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Inspect.Judging;
using Sekisho.Inspect.Verdicts;
using Sekisho.Inspect.Worker;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;

namespace Sekisho.Inspect.Tests.Worker;

public sealed class InspectRoleTests
{
    [Fact]
    public async Task It_answers_one_message_after_the_other()
    {
        await using var role = new InspectRole(new InspectOptions(), Surroundings(), ownProcess: true);
        var registry = new Registry();
        role.Map(registry);
        await role.StartAsync(default);
        Assert.Equal(RoleKind.Inspect, role.Kind);
        foreach (var (subject, size) in ((string, int)[])[("large", 300_000), ("small", 10), ("empty", 0)])
        {
            var verdict = await registry.AskAsync("inspect.message", $"Subject: {subject}\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\n\r\n" + new string('x', size));
            Assert.Equal(Disposition.Accept, verdict.Disposition);
            Assert.Equal(subject, verdict.Fact("subject"));
            Assert.Equal((long)size, verdict.Fact("text.chars"));
        }

        await role.StopAsync(default);
    }

    [Fact]
    public async Task It_judges_by_the_rules_it_is_given_from_the_next_message_on()
    {
        await using var role = new InspectRole(new InspectOptions(), Surroundings());
        var registry = new Registry();
        role.Map(registry);
        await role.StartAsync(default);
        const string Message = "Subject: hello\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\n\r\n";
        Assert.Equal(Disposition.Accept, (await registry.AskAsync("inspect.message", Message)).Disposition);
        var rule = Judging.JudgeTests.Rule("mine", "action: reject");
        Assert.Equal(MailRules.BuiltIn.Count + 1, (await registry.UseAsync(new RuleText("own.yml", rule))).Count);
        Assert.Equal(Disposition.Reject, (await registry.AskAsync("inspect.message", Message)).Disposition);
        Assert.Equal(MailRules.BuiltIn.Count, (await registry.UseAsync()).Count);
        Assert.Equal(Disposition.Accept, (await registry.AskAsync("inspect.message", Message)).Disposition);
    }

    [Fact]
    public async Task Content_shorter_than_announced_is_a_failed_call_and_the_next_works()
    {
        await using var role = new InspectRole(new InspectOptions(), Surroundings());
        var registry = new Registry();
        role.Map(registry);
        await role.StartAsync(default);
        await Assert.ThrowsAsync<EndOfStreamException>(() => registry.AskAsync("inspect.message", "Subject: a", announced: 100));
        Assert.Equal("b", (await registry.AskAsync("inspect.message", "Subject: b\r\n\r\n")).Fact("subject"));
    }

    [Fact]
    public async Task Content_larger_than_the_call_allows_is_refused_before_it_is_read()
    {
        await using var role = new InspectRole(new InspectOptions(), Surroundings());
        var registry = new Registry();
        role.Map(registry);
        var refused = await Assert.ThrowsAsync<CallException>(() => registry.AskAsync("inspect.message", "", announced: InspectCalls.Message.MaxContentBytes + 1));
        Assert.Equal(CallFailure.TooLarge, refused.Failure);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("true")]
    [InlineData(" 1")]
    public void A_test_fault_cannot_be_asked_for_unless_the_process_was_started_for_it(string? variable)
    {
        foreach (var fault in (string[])["crash", "hang", "memory"])
            Assert.Null(TestFault.Wanted(variable, Encoding.ASCII.GetBytes($"X-Sekisho-Test-Fault: {fault}\r\n\r\n")));
    }

    [Fact]
    public async Task A_worker_started_normally_inspects_a_message_that_asks_for_a_fault()
    {
        Assert.NotEqual("1", Environment.GetEnvironmentVariable("SEKISHO_TEST_FAULTS"));
        await using var role = new InspectRole(new InspectOptions(), Surroundings());
        var registry = new Registry();
        role.Map(registry);
        await role.StartAsync(default);
        var verdict = await registry.AskAsync("inspect.message", "X-Sekisho-Test-Fault: crash\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\n\r\n");
        Assert.Equal(Disposition.Accept, verdict.Disposition);
    }

    [Theory]
    [InlineData("crash", "crash")]
    [InlineData("hang", "hang")]
    [InlineData("memory", "memory")]
    [InlineData("other", null)]
    public void With_the_variable_a_header_asks_for_a_fault(string value, string? expected) =>
        Assert.Equal(expected, TestFault.Wanted("1", Encoding.ASCII.GetBytes($"Subject: a\r\nX-Sekisho-Test-Fault: {value}\r\n\r\n")));

    private static RoleEnvironment Surroundings() => new()
    {
        InstanceName = "inspect.1",
        RunId = "test",
        Folder = "",
        Calls = new NoCalls(),
        Clock = TimeProvider.System,
        Logs = NullLoggerFactory.Instance,
    };

    private sealed class Registry : ICallRegistry
    {
        private readonly Dictionary<string, Func<CallContext, object, Task<object>>> _handlers = [];

        public void Answer<TRequest, TReply>(Call<TRequest, TReply> call, Func<CallContext, TRequest, ValueTask<TReply>> handler) =>
            _handlers.Add(call.Name, async (context, request) => (await handler(context, (TRequest)request))!);

        public async Task<Verdict> AskAsync(string call, string content, long? announced = null)
        {
            var bytes = Encoding.ASCII.GetBytes(content);
            var context = new CallContext { Caller = RoleKind.Mx, Content = new MemoryStream(bytes), ContentLength = announced ?? bytes.Length, Aborted = default };
            return (Verdict)await _handlers[call](context, Inspecting.Request);
        }

        public async Task<RulesReply> UseAsync(params RuleText[] files)
        {
            var context = new CallContext { Caller = RoleKind.Supervisor, Content = Stream.Null, ContentLength = 0, Aborted = default };
            return (RulesReply)await _handlers["inspect.rules"](context, new RulesRequest(files));
        }
    }

    private sealed class NoCalls : ICallClient
    {
        public ValueTask<TReply> SendAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default) =>
            throw new NotSupportedException("This role calls nobody.");

        public ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default) =>
            throw new NotSupportedException("This role calls nobody.");
    }
}
