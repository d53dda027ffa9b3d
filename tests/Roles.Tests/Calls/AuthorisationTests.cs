using Sekisho.Roles.Calls;
using Sekisho.Roles.Calls.Wire;
using Sekisho.Roles.Table;
using Sekisho.Roles.TestHost;

namespace Sekisho.Roles.Tests.Calls;

public sealed class AuthorisationTests
{
    [Fact]
    public async Task Every_caller_gets_an_answer_to_exactly_the_calls_of_its_line()
    {
        await using var pair = new CallPair();
        var calls = new List<Call<Question, Answer>>();
        foreach (var callee in RoleTable.Entries.Where(entry => entry.Kind != RoleKind.Operator).Select(entry => entry.Kind))
        {
            var answered = RoleTable.Calls.Where(call => RoleTable.Answers(callee, call)).Select(call => TestCalls.Named(call, callee)).ToArray();
            calls.AddRange(answered);
            await pair.ServeAsync(callee, registry =>
            {
                foreach (var call in answered)
                    registry.Answer(call, (context, _) => ValueTask.FromResult(new Answer { Caller = RoleTable.NameOf(context.Caller) }));
            });
        }

        var allowed = 0;
        var refused = 0;
        foreach (var caller in RoleTable.Entries)
        {
            foreach (var call in calls)
            {
                var client = pair.Client(caller.Kind, call.Callee);
                if (caller.MayCall.Contains(call.Name))
                {
                    Assert.Equal(caller.Name, (await client.SendAsync(call, new Question())).Caller);
                    allowed++;
                }
                else
                {
                    await CallAssert.FailsAsync(CallFailure.NotAllowed, () => client.SendAsync(call, new Question()).AsTask());
                    refused++;
                }
            }
        }

        // role.health is one line of the table and one call of each started role.
        Assert.Equal(RoleTable.Entries.Count * calls.Count, allowed + refused);
        Assert.Equal(RoleTable.Entries.Sum(entry => calls.Count(call => entry.MayCall.Contains(call.Name))), allowed);
        Assert.True(allowed < refused);
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task An_unknown_token_is_refused(string token)
    {
        await using var pair = new CallPair();
        await pair.ServeAsync(RoleKind.Store, Echo);
        await CallAssert.FailsAsync(CallFailure.NotAllowed, () => pair.ClientWith(token).SendAsync(TestCalls.Accept, new Question()).AsTask());
    }

    [Fact]
    public async Task The_hash_that_a_callee_knows_is_not_a_token()
    {
        await using var pair = new CallPair();
        await pair.ServeAsync(RoleKind.Store, Echo);
        var hash = CallToken.HashOf(pair.TokenOf(RoleKind.Mx));
        await CallAssert.FailsAsync(CallFailure.NotAllowed, () => pair.ClientWith(hash).SendAsync(TestCalls.Accept, new Question()).AsTask());
    }

    [Fact]
    public async Task A_call_that_is_not_in_the_table_is_refused_without_telling_whether_it_exists()
    {
        await using var pair = new CallPair();
        await pair.ServeAsync(RoleKind.Store, Echo);
        var client = pair.Client();
        await CallAssert.FailsAsync(CallFailure.NotAllowed, () => client.SendAsync(TestCalls.Named("store.everything", RoleKind.Store), new Question()).AsTask());
    }

    [Fact]
    public async Task A_call_that_is_allowed_but_not_answered_is_a_fault()
    {
        await using var pair = new CallPair();
        await pair.ServeAsync(RoleKind.Store, Echo);
        await CallAssert.FailsAsync(CallFailure.Faulted, () => pair.Client(RoleKind.Deliver).SendAsync(TestCalls.ReadContent, new Question()).AsTask());
    }

    [Fact]
    public async Task A_role_whose_socket_is_not_known_cannot_be_called()
    {
        await using var pair = new CallPair();
        await CallAssert.FailsAsync(CallFailure.NotAllowed, () => pair.Client().SendAsync(TestCalls.Inspect, new Question()).AsTask());
    }

    [Fact]
    public void A_role_cannot_answer_the_call_of_another_or_one_that_nobody_may_make_or_one_twice()
    {
        var registry = new Sekisho.Roles.Calls.Server.CallRegistry(RoleKind.Store);
        Echo(registry);
        Assert.Throws<InvalidOperationException>(() => Echo(registry));
        Assert.Throws<InvalidOperationException>(() => registry.Answer(TestCalls.Inspect, (_, _) => ValueTask.FromResult(new Answer())));
        Assert.Throws<InvalidOperationException>(
            () => registry.Answer(TestCalls.Named("store.everything", RoleKind.Store), (_, _) => ValueTask.FromResult(new Answer())));
    }

    private static void Echo(ICallRegistry registry) =>
        registry.Answer(TestCalls.Accept, (_, question) => ValueTask.FromResult(new Answer { Text = question.Text }));
}
