using System.Runtime.InteropServices;

namespace Sekisho.Identity.OneTimeCodes;

/// <summary>The result of a check of a code.</summary>
/// <param name="Status">What was found.</param>
/// <param name="Step">The step of the code, with <see cref="TotpStatus.Accepted"/> and <see cref="TotpStatus.Replayed"/>; 0 otherwise.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TotpCheck(TotpStatus Status, long Step = 0);
