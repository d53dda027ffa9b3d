using Sekisho.Edge.Greylisting;

namespace Sekisho.Commands;

/// <summary>A line of 'status --json' about greylisting.</summary>
internal sealed record GreylistItem(
    string Item, string Since, long Deferred, long Passed, long Remembered, long Full, long ExemptAuthenticated, long ExemptKnown, long ExemptSubmitted)
{
    /// <summary>Makes the line.</summary>
    public GreylistItem(string since, GreylistFigures did)
        : this("greylisting", since, did.Deferred, did.Passed, did.Remembered, did.Full, did.ExemptAuthenticated, did.ExemptKnown, did.ExemptSubmitted)
    {
    }
}
