namespace Sekisho.Confinement.Native;

/// <summary>prctl(2): what a process or thread sets about itself.</summary>
internal static class ProcessControl
{
    public const int SetDumpable = 4;
    public const int SetKeepCapabilities = 8;
    public const int DropFromBoundingSet = 24;
    public const int SetNoNewPrivileges = 38;
    public const int Ambient = 47;
    public const int AmbientRaise = 2;
    public const int AmbientClearAll = 4;

    /// <summary>Sets one thing.</summary>
    public static (long Result, int Error) Set(int what, nint a = 0, nint b = 0, nint c = 0, nint d = 0) =>
        LinuxCalls.Call(CallNumbers.ProcessControl.Here, what, a, b, c, d);
}
