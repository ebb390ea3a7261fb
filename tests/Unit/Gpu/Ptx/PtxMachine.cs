using System.Runtime.InteropServices;

namespace SparseGen.Tests.Gpu.Ptx;

/// <summary>
/// Runs kernels from their PTX, group by group: each thread on its own until it comes to where it meets the others of its warp or of its group. It knows the instructions that
/// ILGPU writes for products and what they emit; any other one is an error.
/// </summary>
internal sealed class PtxMachine
{
    private const int WarpLanes = 32;

    private readonly PtxProgram _program;
    private readonly PtxMemory _memory;
    private readonly Dictionary<string, int> _registers = [];
    private readonly PtxStep[] _steps;

    public PtxMachine(string ptx, PtxMemory memory)
    {
        _program = PtxProgram.Parse(ptx);
        _memory = memory;
        _steps = [.. _program.Instructions.Select(instruction => PtxStep.Decode(instruction, this))];
    }

    /// <summary>Where shared memory starts: not at 0, so that an address is not taken for a distance.</summary>
    public const ulong SharedStart = 0x400;

    public PtxProgram Program => _program;

    public PtxMemory Memory => _memory;

    public int Register(string name)
    {
        if (!_registers.TryGetValue(name, out int index))
        {
            _registers[name] = index = _registers.Count;
        }

        return index;
    }

    /// <summary>Runs all groups, which are numbered through.</summary>
    public void Run(byte[] argument, int threads, int groups)
    {
        Assert.Equal(_program.ParameterBytes, argument.Length);
        for (int group = 0; group < groups; group++)
        {
            // What a group does not write it must not read: another one's numbers are as good as none.
            byte[] shared = new byte[_program.SharedBytes];
            MemoryMarshal.Cast<byte, float>(shared.AsSpan()).Fill(float.NaN);
            int number = group;
            RunGroup([.. Enumerable.Range(0, threads).Select(thread => new PtxThread(
                _registers.Count, argument, shared, thread, threads, [number, 0, 0], [groups, 1, 1]))]);
        }
    }

    private void RunGroup(PtxThread[] threads)
    {
        PtxThread[][] warps = [.. threads.Chunk(WarpLanes)];
        while (!Array.TrueForAll(threads, static thread => thread.IsDone))
        {
            foreach (PtxThread[] warp in warps)
            {
                while (RunWarp(warp))
                {
                }
            }

            // Everybody is at a barrier of the group, or has ended.
            foreach (PtxThread thread in threads)
            {
                thread.At += thread.IsDone ? 0 : 1;
            }
        }
    }

    /// <summary>Runs a warp to where it meets, together where its lanes do.</summary>
    /// <returns>Whether it goes on.</returns>
    private bool RunWarp(PtxThread[] warp)
    {
        foreach (PtxThread lane in warp)
        {
            RunThread(lane);
        }

        PtxThread[] running = [.. warp.Where(static lane => !lane.IsDone)];
        if (running.Length == 0)
        {
            return false;
        }

        PtxStep step = _steps[running[0].At];
        if (step.Kind == PtxStepKind.MeetsGroup)
        {
            Assert.All(running, lane => Assert.Equal(PtxStepKind.MeetsGroup, _steps[lane.At].Kind));
            return false;
        }

        // All lanes are there, and at the same instruction.
        Assert.Equal(WarpLanes, running.Length);
        Assert.All(running, lane => Assert.Equal(running[0].At, lane.At));
        step.RunWarp?.Invoke(warp);
        foreach (PtxThread lane in warp)
        {
            lane.At++;
        }

        return true;
    }

    private void RunThread(PtxThread thread)
    {
        while (!thread.IsDone && _steps[thread.At] is { Kind: PtxStepKind.Alone } step)
        {
            int next = thread.At + 1;
            thread.At = next;
            if (step.Predicate < 0 || thread.Registers[step.Predicate] != 0 != step.IsNegated)
            {
                step.Run(thread);
            }
        }
    }
}

/// <summary>A thread: where it is, its registers and what it sees of its group.</summary>
internal sealed class PtxThread(int registers, byte[] argument, byte[] shared, int thread, int threads, int[] group, int[] groups)
{
    public int At { get; set; }

    public bool IsDone { get; set; }

    public ulong[] Registers { get; } = new ulong[registers];

    public ReadOnlySpan<byte> Argument => argument;

    public Span<byte> Shared(ulong address, int bytes)
    {
        if (address < PtxMachine.SharedStart || address % (ulong)bytes != 0)
        {
            Assert.Fail($"{bytes} bytes of shared memory at {address:X}.");
        }

        return shared.AsSpan((int)(address - PtxMachine.SharedStart), bytes);
    }

    public uint Special(string name) => name switch
    {
        "%tid.x" => (uint)thread,
        "%ntid.x" => (uint)threads,
        "%ctaid.x" => (uint)group[0],
        "%ctaid.y" => (uint)group[1],
        "%ctaid.z" => (uint)group[2],
        "%nctaid.x" => (uint)groups[0],
        "%nctaid.y" => (uint)groups[1],
        "%nctaid.z" => (uint)groups[2],
        _ => throw new NotSupportedException(name),
    };
}
