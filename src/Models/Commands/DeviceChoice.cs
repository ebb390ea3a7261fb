using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SparseGen.Tool.Commands;

/// <summary>What <c>--device</c> names; the device is opened only when the rest of the command line is known to be good.</summary>
/// <param name="Kind">Which family.</param>
/// <param name="Number">Threads of <c>cpu:N</c>, index of <c>opencl:N</c> and <c>cuda:N</c>; null when not given.</param>
internal sealed record DeviceChoice(DeviceKind Kind, int? Number)
{
    /// <summary>What the option takes, for help and messages.</summary>
    public const string Expected = "cpu, cpu:THREADS, opencl, opencl:INDEX, cuda, cuda:INDEX or simulator";

    /// <summary>The most threads that can be asked for: a slip of the finger must not start a million.</summary>
    public const int MostThreads = 1024;

    /// <summary>The CPU with all its cores.</summary>
    public static DeviceChoice Cpu { get; } = new(DeviceKind.Cpu, null);

    /// <summary>Reads a name such as <c>opencl:1</c>.</summary>
    /// <param name="text">The name.</param>
    /// <param name="choice">What it names.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out DeviceChoice? choice)
    {
        choice = null;
        string[] parts = text.Split(':');
        if (parts.Length > 2 || parts[0].Any(char.IsDigit) || !Enum.TryParse(parts[0], ignoreCase: true, out DeviceKind kind))
        {
            return false;
        }

        int? number = null;
        if (parts.Length == 2)
        {
            if (kind == DeviceKind.Simulator
                || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int value)
                || (kind == DeviceKind.Cpu && value is < 1 or > MostThreads))
            {
                return false;
            }

            number = value;
        }

        choice = new DeviceChoice(kind, number);
        return true;
    }

    /// <summary>This choice with the value of <c>--threads</c>, which only the CPU takes.</summary>
    /// <param name="threads">The value, or null.</param>
    /// <exception cref="CommandException">The two contradict each other.</exception>
    public DeviceChoice WithThreads(int? threads)
    {
        if (threads is null)
        {
            return this;
        }

        if (Kind != DeviceKind.Cpu)
        {
            throw new CommandException($"--threads: {threads} does not go with --device {this}; only the cpu takes a number of threads");
        }

        return Number is null || Number == threads
            ? this with { Number = threads }
            : throw new CommandException($"--threads: {threads} contradicts --device {this}; give one of them");
    }

    /// <summary>Opens the device.</summary>
    /// <exception cref="CommandException">This machine does not have it.</exception>
    public Device Open()
    {
        try
        {
            return Kind switch
            {
                DeviceKind.Cpu => Number is int threads ? Device.CpuWithThreads(threads) : Device.Cpu,
                DeviceKind.OpenCL => Device.OpenCL(Number ?? 0),
                DeviceKind.Cuda => Device.Cuda(Number ?? 0),
                _ => Device.Simulator,
            };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Drivers fail in ways of their own; whatever it was, the caller asked for a device that cannot be had.
            throw new CommandException($"--device: {this} is not available: {exception.Message}");
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string kind = Kind switch { DeviceKind.Cpu => "cpu", DeviceKind.OpenCL => "opencl", DeviceKind.Cuda => "cuda", _ => "simulator" };
        return Number is int number ? $"{kind}:{number}" : kind;
    }
}
