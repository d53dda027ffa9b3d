using System.Buffers;
using Sekisho.Kernel.Bytes;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Server;

/// <summary>
/// The content of one message on its way in. From the first problem on it holds nothing and only counts, so that a
/// refused message costs no memory while the client sends the rest.
/// </summary>
internal sealed class ContentCollector : IDisposable
{
    private readonly SmtpServerLimits _limits;
    private readonly SegmentedBuffer _content;

    public ContentCollector(SmtpServerLimits limits, ByteBudget? memory)
    {
        _limits = limits;
        _content = new SegmentedBuffer(limits.MaxMessageBytes, memory);
    }

    /// <summary>The first problem.</summary>
    public ContentProblem Problem { get; private set; }

    /// <summary>How much the client has sent of this message, stored or not.</summary>
    public long ReceivedBytes { get; private set; }

    /// <summary>So much was thrown away that the session ends rather than read on.</summary>
    public bool IsBeyondPatience =>
        Problem != ContentProblem.None && ReceivedBytes > _limits.MaxMessageBytes + _limits.MaxDiscardedMessageBytes;

    /// <summary>Counts bytes that came, whatever becomes of them.</summary>
    public void Count(long bytes) => ReceivedBytes += bytes;

    /// <summary>Stores bytes, unless there is a problem.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Problem != ContentProblem.None || bytes.IsEmpty) return;
        var result = _content.Append(bytes);
        if (result == AppendResult.LimitExceeded) Fail(ContentProblem.TooLarge);
        else if (result == AppendResult.BudgetExceeded) Fail(ContentProblem.NoRoom);
    }

    /// <summary>Notes a problem; the first one counts.</summary>
    public void Fail(ContentProblem problem)
    {
        if (Problem != ContentProblem.None) return;
        Problem = problem;
        _content.Dispose();
    }

    /// <summary>The message; only where there is no problem.</summary>
    public ReadOnlySequence<byte> Content => _content.AsSequence();

    /// <summary>What the client is told, or null when there is no problem.</summary>
    public SmtpReply? Refusal() => Problem switch
    {
        ContentProblem.None => null,
        ContentProblem.BareLineEnd => ServerReplies.BareLineEnd,
        ContentProblem.LineTooLong => ServerReplies.TextLineTooLong(_limits.MaxTextLineBytes),
        ContentProblem.TooLarge => ServerReplies.MessageTooLarge,
        _ => ServerReplies.NoRoom,
    };

    public void Dispose() => _content.Dispose();
}
