namespace Sekisho.Demo;

/// <summary>What became of one sample: a line of 'up --demo --json'.</summary>
/// <param name="File">The sample's file name.</param>
/// <param name="Recipient">To whom it was sent.</param>
/// <param name="Reply">What our own door replied.</param>
/// <param name="Disposition">The verdict; "reject" for a refused one, null where unknown.</param>
/// <param name="Reasons">Why.</param>
/// <param name="Ended">Where it is now.</param>
/// <param name="Id">The message's identifier, or null for one that was refused.</param>
internal sealed record DemoItem(string File, string Recipient, string Reply, string? Disposition, string Reasons, string Ended, string? Id);
