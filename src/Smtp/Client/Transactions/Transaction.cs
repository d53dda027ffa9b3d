using Sekisho.Smtp.Client.Contents;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Client.Sessions;
using Sekisho.Smtp.Envelopes;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Client.Transactions;

/// <summary>One mail transaction (RFC 5321 §3.3): MAIL, RCPT for each recipient, the content, the reply to it.</summary>
internal sealed class Transaction
{
    private readonly ServerDialogue _dialogue;
    private readonly SmtpClientOptions _options;
    private readonly ServerExtensions _server;
    private readonly Envelope _envelope;
    private readonly OutboundContent _content;
    private readonly TransferPlan _plan;
    private readonly CommandBuffer _commands = new();
    private readonly SmtpRecipientResult?[] _results;
    private readonly List<int> _accepted = [];
    private SmtpReply? _dataReply;
    private bool _mailRefused;

    public Transaction(ServerDialogue dialogue, SmtpClientOptions options, ServerExtensions server, Envelope envelope, OutboundContent content, TransferPlan plan)
    {
        _dialogue = dialogue;
        _options = options;
        _server = server;
        _envelope = envelope;
        _content = content;
        _plan = plan;
        _results = new SmtpRecipientResult?[envelope.Recipients.Count];
    }

    /// <summary>Whether the server may still hold a part of this transaction: RSET before the next one.</summary>
    public bool NeedsReset { get; private set; }

    /// <summary>How far the transaction has come with the content: what a loss from here on means.</summary>
    public SmtpStage Stage { get; private set; } = SmtpStage.Data;

    /// <summary>Runs to the end, whichever it is. Afterwards every recipient has a result.</summary>
    public async ValueTask RunAsync(CancellationToken cancellation)
    {
        if (_plan.Obstacle is { } obstacle) SettleRest(obstacle);
        else await ConverseAsync(cancellation);
    }

    /// <summary>The results, in the order of the envelope.</summary>
    public IReadOnlyList<SmtpRecipientResult> Results() => Array.ConvertAll(_results, result => result!);

    /// <summary>Gives everyone who has no result this one.</summary>
    public void SettleRest(SmtpFailure failure)
    {
        for (var i = 0; i < _results.Length; i++)
            _results[i] ??= new SmtpRecipientResult(_envelope.Recipients[i].Address, failure.Outcome, failure.Stage, failure.Problem, failure.Reply);
    }

    private async ValueTask ConverseAsync(CancellationToken cancellation)
    {
        if (!await SayEnvelopeAsync(cancellation)) return;
        if (_accepted.Count == 0)
        {
            await AbandonAsync(cancellation);
            return;
        }

        var end = _plan.Binary ? await SendChunkAsync(cancellation) : await SendDataAsync(cancellation);
        if (!end) return;
        await ReadFinalAsync(cancellation);
    }

    /// <summary>
    /// MAIL, every RCPT and, where the server allows pipelining (RFC 2920 §3.1), DATA at the end of the same batch.
    /// Without pipelining each waits for the reply to the one before.
    /// </summary>
    /// <returns>False when everybody has a result already.</returns>
    private async ValueTask<bool> SayEnvelopeAsync(CancellationToken cancellation)
    {
        var withData = _server.Pipelining && !_plan.Binary;
        var count = 1 + _envelope.Recipients.Count + (withData ? 1 : 0);
        var window = _server.Pipelining ? _options.Limits.MaxPipelinedCommands : 1;
        for (var next = 0; next < count;)
        {
            var batchEnd = Math.Min(next + window, count);
            _commands.Clear();
            for (var i = next; i < batchEnd; i++) Write(i);
            if (!await _dialogue.WriteAsync(_commands.Bytes, _options.Timeouts.DataBlock, cancellation)) return Lost(StageOf(next));
            for (; next < batchEnd; next++)
            {
                var stage = StageOf(next);
                var limit = stage switch { SmtpStage.Mail => _options.Timeouts.Mail, SmtpStage.Recipient => _options.Timeouts.Recipient, _ => _options.Timeouts.DataStart };
                if (await _dialogue.ReadReplyAsync(limit, cancellation) is not { } reply) return Lost(stage);
                if (!Take(next, stage, reply)) return false;
            }

            // Commands that are out have had their replies now; nothing more is said for a sender who was refused.
            if (_mailRefused) break;
        }

        return true;
    }

    private SmtpStage StageOf(int command) => command == 0 ? SmtpStage.Mail : command <= _envelope.Recipients.Count ? SmtpStage.Recipient : SmtpStage.Data;

    private void Write(int command)
    {
        if (command == 0) EnvelopeCommands.Mail(_commands, _envelope, _content.Length, _plan, _server);
        else if (command <= _envelope.Recipients.Count) EnvelopeCommands.Recipient(_commands, _envelope.Recipients[command - 1], _plan, _server);
        else _commands.Add("DATA").EndLine();
    }

    /// <summary>False when the session is over.</summary>
    private bool Take(int command, SmtpStage stage, SmtpReply reply)
    {
        if (reply.Code == 421) return Closing(stage, reply);
        if (stage == SmtpStage.Data)
        {
            _dataReply = reply;
            return true;
        }

        if (reply.IsIntermediate) return Broken(stage);
        if (command == 0)
        {
            if (reply.IsPositive)
            {
                NeedsReset = true;
                return true;
            }

            _mailRefused = true;
            SettleRest(new SmtpFailure(SmtpStage.Mail, SmtpProblem.Rejected, reply));
            return true;
        }

        // A recipient taken without a sender: the server is out of step, and an empty message would be delivered there.
        if (_mailRefused) return !reply.IsPositive || Broken(stage);
        if (reply.IsPositive) _accepted.Add(command - 1);
        else _results[command - 1] = new SmtpRecipientResult(_envelope.Recipients[command - 1].Address, RecipientOutcome(reply), SmtpStage.Recipient, SmtpProblem.Rejected, reply);
        return true;
    }

    // RFC 5321 §4.5.3.1.10: 552 to RCPT was once said for "too many recipients" and means 452 then.
    private static SmtpOutcome RecipientOutcome(SmtpReply reply) =>
        reply.IsPermanent && !(reply.Code == 552 && (reply.Enhanced is null || reply.Enhanced is { Subject: 5, Detail: 3 }))
            ? SmtpOutcome.Failed
            : SmtpOutcome.Deferred;

    /// <summary>Nobody was accepted. Where DATA was sent along and the server waits for content, it gets none (RFC 2920 §3.1).</summary>
    private async ValueTask AbandonAsync(CancellationToken cancellation)
    {
        if (_dataReply is not { IsIntermediate: true }) return;
        _commands.Clear();
        _commands.Add(".").EndLine();
        if (!await _dialogue.WriteAsync(_commands.Bytes, _options.Timeouts.DataBlock, cancellation)) return;
        _ = await _dialogue.ReadReplyAsync(_options.Timeouts.DataEnd, cancellation);
    }

    private async ValueTask<bool> SendDataAsync(CancellationToken cancellation)
    {
        if (_dataReply is null)
        {
            _commands.Clear();
            _commands.Add("DATA").EndLine();
            if (!await _dialogue.WriteAsync(_commands.Bytes, _options.Timeouts.DataBlock, cancellation)) return Lost(SmtpStage.Data);
            if (await _dialogue.ReadReplyAsync(_options.Timeouts.DataStart, cancellation) is not { } reply) return Lost(SmtpStage.Data);
            _dataReply = reply;
        }

        if (_dataReply.Code == 421) return Closing(SmtpStage.Data, _dataReply);
        if (_dataReply.IsPositive) return Broken(SmtpStage.Data);
        if (!_dataReply.IsIntermediate)
        {
            SettleRest(new SmtpFailure(SmtpStage.Data, SmtpProblem.Rejected, _dataReply));
            return false;
        }

        return await ContentIsOutAsync(await ContentWriting.SendAsDataAsync(_dialogue, _content, _options.Timeouts.DataBlock, cancellation), cancellation);
    }

    private async ValueTask<bool> SendChunkAsync(CancellationToken cancellation)
    {
        // One chunk: the length is known (RFC 3030 §2).
        _commands.Clear();
        _commands.Add("BDAT ").Add(_content.Length).Add(" LAST").EndLine();
        if (!await _dialogue.WriteAsync(_commands.Bytes, _options.Timeouts.DataBlock, cancellation)) return Lost(SmtpStage.Data);
        return await ContentIsOutAsync(await ContentWriting.SendAsChunkAsync(_dialogue, _content, _options.Timeouts.DataBlock, cancellation), cancellation);
    }

    private async ValueTask<bool> ContentIsOutAsync(SmtpProblem problem, CancellationToken cancellation)
    {
        if (problem == SmtpProblem.None)
        {
            Stage = SmtpStage.EndOfData;
            return true;
        }

        if (problem == SmtpProblem.BadMessage)
        {
            SettleRest(TransferPlan.ContentHasNul.Obstacle! with { Stage = SmtpStage.Data });
            return false;
        }

        // A server that will not read on (too large, say) often says why before it closes.
        if (problem == SmtpProblem.ConnectionLost && await _dialogue.ReadLastWordsAsync(cancellation) is { } words && (words.IsTransient || words.IsPermanent))
            SettleRest(new SmtpFailure(SmtpStage.Data, words.Code == 421 ? SmtpProblem.Closing : SmtpProblem.Rejected, words));
        else SettleRest(new SmtpFailure(SmtpStage.Data, problem, ClientReplies.Of(problem, SmtpStage.Data)));
        return false;
    }

    /// <summary>The reply to the content: one for all, or with LMTP one for each accepted recipient in their order (RFC 2033 §4.2).</summary>
    private async ValueTask ReadFinalAsync(CancellationToken cancellation)
    {
        SmtpReply? reply = null;
        foreach (var index in _accepted)
        {
            if (reply is null || _options.Lmtp)
            {
                reply = await _dialogue.ReadReplyAsync(_options.Timeouts.DataEnd, cancellation);
                if (reply is null)
                {
                    Lost(SmtpStage.EndOfData);
                    return;
                }

                if (reply.Code == 421)
                {
                    Closing(SmtpStage.EndOfData, reply);
                    return;
                }

                if (reply.IsIntermediate)
                {
                    Broken(SmtpStage.EndOfData);
                    return;
                }
            }

            var outcome = reply.IsPositive ? SmtpOutcome.Delivered : reply.IsPermanent ? SmtpOutcome.Failed : SmtpOutcome.Deferred;
            var problem = reply.IsPositive ? SmtpProblem.None : SmtpProblem.Rejected;
            _results[index] = new SmtpRecipientResult(_envelope.Recipients[index].Address, outcome, SmtpStage.EndOfData, problem, reply);
        }

        NeedsReset = false;
    }

    private bool Lost(SmtpStage stage)
    {
        SettleRest(new SmtpFailure(stage, _dialogue.Broken, ClientReplies.Of(_dialogue.Broken, stage)));
        return false;
    }

    private bool Broken(SmtpStage stage)
    {
        _dialogue.Break(SmtpProblem.ProtocolError);
        return Lost(stage);
    }

    private bool Closing(SmtpStage stage, SmtpReply reply)
    {
        _dialogue.Break(SmtpProblem.Closing);
        SettleRest(new SmtpFailure(stage, SmtpProblem.Closing, reply));
        return false;
    }
}
