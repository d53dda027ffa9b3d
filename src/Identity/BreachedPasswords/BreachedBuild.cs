using System.Runtime.InteropServices;

namespace Sekisho.Identity.BreachedPasswords;

/// <summary>What came of building a list.</summary>
/// <param name="Status">Done, or why not.</param>
/// <param name="Entries">How many passwords are in the file.</param>
/// <param name="Line">The line that is wrong, from 1; 0 when none is.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BreachedBuild(BreachedBuildStatus Status, long Entries, long Line = 0);
