using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Inspect;
using Sekisho.Inspect.Asking;
using Sekisho.Inspect.Disarm;
using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Ids;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Sealing.Contents;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store;
using Sekisho.Store.Intake;
using Sekisho.Store.Queue;
using Sekisho.Store.Sealed;
using Sekisho.Testing.Dns;
using Sekisho.Vault.Opening;

namespace Sekisho.Deliver.Tests.Reinspection;

public sealed class HeldMessagesTests
{
    private const string Original = "Received: from elsewhere\r\n\tby far\r\nSubject: held\r\n\r\ntext\r\n";

    [Fact]
    public async Task A_held_message_is_opened_inspected_again_as_it_came_and_reported()
    {
        var facts = new FactSet();
        facts.Set("subject", "held");
        var calls = new HeldCalls("01message")
        {
            Content = $"Received: from client ([192.0.2.9])\r\n\tby mx.example with ESMTP id 01message;\r\n\tdate\r\n{Original}",
            Inspect = () => new Verdict { Disposition = Disposition.Accept, Facts = facts },
        };
        await RunAsync(calls);
        var (question, content) = Assert.Single(calls.Inspected);
        Assert.Equal(Original, content);
        Assert.Equal(("01message", "192.0.2.9", "client.example", "a@sender.example"), (question.Id, question.ClientAddress, question.Helo, question.MailFrom));
        var report = Assert.Single(calls.Reports);
        Assert.Equal(("01message", "lease-01message", Disposition.Accept, "held"), (report.Id, report.Lease, report.Disposition, report.Summary!.Subject));
        var envelope = calls.Open(report);
        Assert.Equal(("held", Disposition.Accept, "a@sender.example"), (envelope.Subject, envelope.Verdict.Disposition, envelope.ReversePath));
        Assert.Equal("run-1", calls.Leases.First().Caller);
        Assert.Equal("01message", Assert.Single(Assert.Single(calls.Keys).Boxes).Message);
    }

    [Fact]
    public async Task What_still_cannot_be_inspected_is_reported_as_deferred()
    {
        var calls = new HeldCalls("01a", "01b") { Content = Original, Inspect = () => throw new CallException(CallFailure.Interrupted, "as the test wants it") };
        await RunAsync(calls);
        Assert.All(calls.Reports, report => Assert.Equal((Disposition.Defer, true), (report.Disposition, report.MayBeItsFault)));
        Assert.Equal(["01a", "01b"], calls.Reports.Select(report => report.Id).Order());
        // A Received header of somebody else stays.
        Assert.All(calls.Inspected, question => Assert.Equal(Original, question.Content));
    }

    [Fact]
    public async Task What_is_tagged_at_the_second_look_gets_the_header_of_the_verdict_sealed()
    {
        var calls = new HeldCalls("01message")
        {
            Content = Original,
            Inspect = () => new Verdict { Disposition = Disposition.Tag, Reasons = [new Reason(ReasonCode.StructureAmbiguous, "x")], Score = 2 },
        };
        await RunAsync(calls);
        var report = Assert.Single(calls.Reports);
        var header = Encoding.ASCII.GetString(ContentPrefix.Open(calls.KeysOf("01message").Content.Span, "01message", report.Prefix)!.Headers.Span);
        Assert.EndsWith(" id=01message;\r\n\ttag; score=2;\r\n\treasons=structure_ambiguous\r\n", header, StringComparison.Ordinal);
        Assert.Equal(header.Length, report.PrefixBytes);
    }

    [Fact]
    public async Task Fields_that_claim_our_name_are_left_out_of_a_held_message_too()
    {
        const string own = "Received: from client ([192.0.2.9])\r\n\tby mx.example with ESMTP id 01message;\r\n\tdate\r\n";
        const string false1 = "Authentication-Results: mail.test; dmarc=pass\r\n";
        const string ours = "Authentication-Results: mail.test;\r\n dmarc=fail\r\n";
        var calls = new HeldCalls("01message")
        {
            Content = own + false1 + Original,
            Inspect = () => new Verdict { Disposition = Disposition.Accept, AuthenticationResults = ours, Remove = [new ContentRange(0, false1.Length)] },
        };
        await RunAsync(calls);
        var report = Assert.Single(calls.Reports);
        var change = ContentPrefix.Open(calls.KeysOf("01message").Content.Span, "01message", report.Prefix)!;
        Assert.Equal(ours + own + Original, Encoding.ASCII.GetString(change.Apply(Encoding.ASCII.GetBytes(calls.Content))));
        Assert.Equal(ours.Length - false1.Length, report.AddedBytes);
        Assert.Equal(change.ToBytes().Length, report.PrefixBytes);
    }

    [Fact]
    public async Task More_false_fields_than_can_be_left_out_lead_into_quarantine()
    {
        foreach (var (count, expected) in new[] { (8000, Disposition.Accept), (8300, Disposition.Quarantine) })
        {
            var calls = new HeldCalls("01message")
            {
                Content = Original + new string('x', 20_000),
                Inspect = () => new Verdict { Disposition = Disposition.Accept, Remove = [.. Enumerable.Range(0, count).Select(i => new ContentRange(i, 1))] },
            };
            await RunAsync(calls);
            var report = Assert.Single(calls.Reports);
            Assert.Equal((expected, expected == Disposition.Accept), (report.Disposition, report.Prefix is not null));
        }
    }

    [Fact]
    public async Task A_vault_that_is_away_reports_nothing_and_the_lease_ends_by_itself()
    {
        var calls = new HeldCalls("01message") { Content = Original, FailKeys = 1 };
        await RunAsync(calls);
        Assert.Equal("01message", Assert.Single(calls.Reports).Id);
        Assert.Equal(2, calls.Leases.Count(lease => lease.Most > 0) - calls.Waiting);
    }

    [Fact]
    public async Task A_held_message_that_is_to_be_disarmed_is_stored_rebuilt_before_the_original_is_reported()
    {
        var id = TimeOrderedId.New(TimeProvider.System);
        var calls = new HeldCalls(id)
        {
            Content = $"Received: from client ([192.0.2.9])\r\n\tby mx.example with ESMTP id {id};\r\n\tdate\r\n{Original}",
            Inspect = () => new Verdict { Disposition = Disposition.Disarm, Otherwise = Disposition.Accept },
        };
        await RunAsync(calls);
        var report = Assert.Single(calls.Reports);
        var (request, content, reports) = Assert.Single(calls.Stored);
        Assert.Equal((Disposition.Disarm, request.Id, 0), (report.Disposition, report.DisarmedAs, reports));
        Assert.Equal((Disarming.IdOf(id), id, "a@sender.example", "b@here.example"), (request.Id, request.Verdict.DisarmedFrom, request.Envelope.ReversePath, request.Envelope.Recipients[0].Address));
        Assert.Equal(request.Id, calls.Open(report).Verdict.DisarmedAs);
        Assert.StartsWith($"X-Sekisho-Verdict: mail.test id={request.Id};\r\n\tdisarm; ", content, StringComparison.Ordinal);
        Assert.EndsWith($"id {id};\r\n\tdate\r\nSubject: rebuilt\r\n\r\n", content, StringComparison.Ordinal);
    }

    private static async Task RunAsync(HeldCalls calls)
    {
        await using var dns = ScriptedDnsServer.Start();
        var role = new DeliverRole(new DeliverOptions { Hostname = "mail.test", DnsServers = [dns.Address] }, new RoleEnvironment
        {
            InstanceName = "deliver",
            RunId = "run-1",
            Folder = ".",
            Calls = calls,
            Clock = TimeProvider.System,
            Logs = NullLoggerFactory.Instance,
        });
        await role.StartAsync(CancellationToken.None);
        await calls.Done.WaitAsync(StoreInMemory.Guard);
        await role.StopAsync(CancellationToken.None);
        await role.DisposeAsync();
    }

    /// <summary>Held messages that are given out until they are reported.</summary>
    private sealed class HeldCalls(params string[] ids) : ICallClient
    {
        private readonly Dictionary<string, MessageKeys> _messages = ids.ToDictionary(id => id, _ => TestKeys.NewKeys());
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public required string Content { get; init; }

        public Func<Verdict> Inspect { get; init; } = () => new Verdict { Disposition = Disposition.Accept };

        public int FailKeys { get; set; }

        public int Waiting { get; private set; }

        public ConcurrentQueue<(InspectRequest Request, string Content)> Inspected { get; } = new();

        public ConcurrentQueue<ReinspectedRequest> Reports { get; } = new();

        public ConcurrentQueue<LeaseHeldRequest> Leases { get; } = new();

        public ConcurrentQueue<OpenQueueRequest> Keys { get; } = new();

        public ConcurrentQueue<(AcceptRequest Request, string Content, int Reports)> Stored { get; } = new();

        public Task Done => _done.Task;

        public MessageKeys KeysOf(string id) => _messages[id];

        public MessageEnvelope Open(ReinspectedRequest report) =>
            MessageEnvelope.Open(_messages[report.Id].Envelope.Span, report.Id, Assert.Single(report.Envelopes).Envelope)!;

        public async ValueTask<TReply> SendAsync<TRequest, TReply>(
            Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default)
        {
            await Task.Yield();
            return (TReply)(request switch
            {
                LeaseHeldRequest lease => await LeaseAsync(lease, cancellation),
                OpenQueueRequest open => Answer(open),
                InspectRequest inspect => Look(inspect, Encoding.ASCII.GetString(content.ToArray())),
                ReinspectedRequest report => Report(report),
                AcceptRequest accept => Store(accept, Encoding.ASCII.GetString(content.ToArray())),
                _ => (object)Nothing.Value,
            });
        }

        public async ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default)
        {
            if (request is LeaseDueRequest)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                return new ContentReply<TReply>((TReply)(object)new LeaseDueReply([]), Stream.Null, () => ValueTask.CompletedTask);
            }

            var id = Assert.IsType<ByIdRequest>(request).Id["lease-".Length..];
            var bytes = Encoding.ASCII.GetBytes(Content);
            return new ContentReply<TReply>(
                (TReply)(object)new ContentInfo(bytes.Length), new MemoryStream(ContentSealer.Seal(_messages[id].Content.Span, bytes)), () => ValueTask.CompletedTask);
        }

        public ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content, CancellationToken cancellation)
        {
            Assert.Equal(Original, Encoding.ASCII.GetString(content.ToArray()));
            object reply = new DisarmReply([new DisarmChange("part 1", "page", "script")]);
            return ValueTask.FromResult(new ContentReply<TReply>((TReply)reply, new MemoryStream("Subject: rebuilt\r\n\r\n"u8.ToArray()), () => ValueTask.CompletedTask));
        }

        private AcceptReply Store(AcceptRequest request, string content)
        {
            Stored.Enqueue((request, content, Reports.Count));
            return new AcceptReply(false);
        }

        private async ValueTask<LeaseHeldReply> LeaseAsync(LeaseHeldRequest request, CancellationToken cancellation)
        {
            Leases.Enqueue(request);
            var left = ids.Where(id => Reports.All(report => report.Id != id)).ToList();
            if (left.Count > 0) return new LeaseHeldReply(left.ConvertAll(Held));
            Waiting++;
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return new LeaseHeldReply([]);
        }

        private HeldMessage Held(string id) => new(id, $"lease-{id}", [TestKeys.Seal(id, new MessageEnvelope
        {
            ReversePath = "a@sender.example",
            Recipients = [new EnvelopeEntry(0, new EnvelopeRecipient { Address = "b@here.example" })],
            Origin = new Origin { Kind = OriginKind.Relay, Client = "192.0.2.9:1234", Helo = "client.example" },
            Verdict = new Verdict { Disposition = Disposition.Defer },
        }, _messages[id])], Attempts: 1);

        private OpenBoxesReply Answer(OpenQueueRequest request)
        {
            if (FailKeys-- > 0) throw new CallException(CallFailure.Unavailable, "sealed, as the test wants it");
            Keys.Enqueue(request);
            return TestKeys.Answer(request);
        }

        private Verdict Look(InspectRequest request, string content)
        {
            Inspected.Enqueue((request, content));
            return Inspect();
        }

        private Nothing Report(ReinspectedRequest report)
        {
            Reports.Enqueue(report);
            if (Reports.Count == ids.Length) _done.TrySetResult();
            return Nothing.Value;
        }
    }
}
