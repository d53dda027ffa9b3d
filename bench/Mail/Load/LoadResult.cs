namespace Sekisho.Bench.Mail.Load;

/// <summary>What the door said to the messages of one run.</summary>
/// <param name="Accepted">2xx at the end of data.</param>
/// <param name="Rejected">5xx at any command.</param>
/// <param name="Deferred">4xx at any command.</param>
/// <param name="LastReply">When the last reply came (a time stamp of the system clock).</param>
internal sealed record LoadResult(int Accepted, int Rejected, int Deferred, long LastReply)
{
    public int Sent => Accepted + Rejected + Deferred;
}
