using Microsoft.CodeAnalysis;
using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>Collects what is wrong with one layer, and with the layers of the block that it uses.</summary>
internal sealed class DiagnosticBag
{
    private readonly LayerSite _site;
    private readonly List<DiagnosticInfo> _found;
    private readonly Stack<OpenPart> _open;
    private readonly int _layer;

    public DiagnosticBag(LayerSite site)
        : this(site, [], [], 0, new InputParts())
    {
    }

    private DiagnosticBag(LayerSite site, List<DiagnosticInfo> found, Stack<OpenPart> open, int layer, InputParts inputs) =>
        (_site, _found, _open, _layer, Inputs) = (site, found, open, layer, inputs);

    /// <summary>The inputs of the model beside the first one.</summary>
    public InputParts Inputs { get; }

    public IReadOnlyList<DiagnosticInfo> Found => _found;

    /// <summary>The same collection, for a layer of the block that this one uses.</summary>
    /// <param name="layer">Its number in the block.</param>
    /// <param name="open">Layers of the block that are to be closed; the last one on top.</param>
    public DiagnosticBag Inside(int layer, Stack<OpenPart>? open = null) => new(_site.Body[layer], _found, open ?? [], layer, Inputs);

    /// <summary>Says that another layer has to close this one, in the same model or block.</summary>
    public void Open(string kind, string closedBy, Shape input) => _open.Push(new OpenPart(kind, closedBy, _layer, input));

    /// <summary>What this layer closes; reports when there is nothing.</summary>
    /// <param name="kind">This layer.</param>
    /// <param name="opening">The layer that it closes.</param>
    public OpenPart? Close(string kind, string opening)
    {
        if (_open.Count > 0 && _open.Peek().Kind == opening)
        {
            return _open.Pop();
        }

        Report(Descriptors.ClosesNothing, kind, opening);
        return null;
    }

    /// <summary>Checks that a layer that opens or closes a part comes once.</summary>
    /// <returns>Whether it does.</returns>
    public bool RequireOnce(LayerSpec spec)
    {
        int repeat = LayerNames.Repeat(spec);
        if (repeat > 1)
        {
            Report(Descriptors.PairIsRepeated, spec.Kind, repeat);
        }

        return repeat <= 1;
    }

    public void Report(DiagnosticDescriptor descriptor, params object[] arguments) => _found.Add(DiagnosticInfo.At(_site.Span, descriptor, arguments));

    /// <summary>Checks that a size is at least 1.</summary>
    /// <returns>Whether it is.</returns>
    public bool RequirePositive(LayerSpec spec, string argument)
    {
        int value = spec.Int(argument);
        if (value < 1)
        {
            Report(Descriptors.NonPositiveSize, spec.Kind, argument, value, 1);
        }

        return value >= 1;
    }

    /// <summary>Checks that a size is not below 0, where 0 is allowed and has a meaning of its own.</summary>
    /// <returns>Whether it is so.</returns>
    public bool RequireNotNegative(LayerSpec spec, string argument, string meaningOfZero)
    {
        int value = spec.Int(argument);
        if (value < 0)
        {
            Report(Descriptors.NonPositiveSize, spec.Kind, argument, value, $"1, or 0, the default, {meaningOfZero}");
        }

        return value >= 0;
    }

    /// <summary>Checks that an argument is not given where nothing reads it.</summary>
    /// <param name="spec">The declaration.</param>
    /// <param name="argument">The argument.</param>
    /// <param name="isRead">Whether the layer reads it.</param>
    /// <param name="reason">Why nothing does.</param>
    /// <param name="remedy">What else to declare, so that it is read.</param>
    /// <returns>Whether it is so.</returns>
    public bool RequireReadIfGiven(LayerSpec spec, string argument, bool isRead, string reason, string remedy)
    {
        bool isGood = isRead || spec.Number(argument) is null;
        if (!isGood)
        {
            Report(Descriptors.UnreadSetting, spec.Kind, argument, spec.Number(argument)!, reason, remedy);
        }

        return isGood;
    }

    /// <summary>Checks that a name given to a layer can begin the names of tensors: words of letters, digits, '_' and '-', joined by dots.</summary>
    public void RequireName(LayerSpec spec)
    {
        if (spec.Text("Name") is not { Length: > 0 } name)
        {
            return;
        }

        IEnumerable<string> words = name.Split('.').Select(static word => new string([.. word.Where(IsNameCharacter)])).Where(static word => word.Length > 0);
        string nearest = string.Join(".", words);
        if (nearest != name)
        {
            Report(Descriptors.NameNotUsable, spec.Title, name, nearest.Length > 0 ? nearest : "layer");
        }
    }

    /// <summary>Checks that a number is even, so that it can be cut in halves.</summary>
    /// <param name="spec">The declaration.</param>
    /// <param name="what">What is halved.</param>
    /// <param name="size">Its size.</param>
    /// <returns>Whether it is even.</returns>
    public bool RequireHalves(LayerSpec spec, string what, int size)
    {
        if (size % 2 != 0)
        {
            Report(Descriptors.NotHalved, spec.Kind, what, size, size == 1 ? 2 : size - 1);
        }

        return size % 2 == 0;
    }

    /// <summary>Checks that an initial value is a number that a float holds.</summary>
    /// <returns>Whether it is.</returns>
    public bool RequireFinite(LayerSpec spec, string argument, double usual)
    {
        double value = spec.Double(argument, usual);
        bool isGood = !float.IsNaN((float)value) && !float.IsInfinity((float)value);
        if (!isGood)
        {
            Report(Descriptors.InitialNotFinite, spec.Kind, argument, value, usual);
        }

        return isGood;
    }

    /// <summary>Checks that an epsilon of a name of its own is positive and finite.</summary>
    /// <returns>Whether it is.</returns>
    public bool RequireEpsilon(LayerSpec spec, string argument, float usual) => RequireEpsilon(spec, spec.Float(argument, usual));

    /// <summary>Checks that an epsilon is positive and finite.</summary>
    /// <returns>Whether it is.</returns>
    public bool RequireEpsilon(LayerSpec spec, float value)
    {
        bool isGood = value > 0 && !float.IsInfinity(value);
        if (!isGood)
        {
            Report(Descriptors.EpsilonNotPositive, spec.Kind, value);
        }

        return isGood;
    }

    /// <summary>Checks that a rate of dropout is in [0, 1).</summary>
    /// <returns>Whether it is.</returns>
    public bool RequireRate(LayerSpec spec, string argument)
    {
        double rate = spec.Double(argument, 0);
        bool isGood = rate is >= 0 and < 1;
        if (!isGood)
        {
            Report(Descriptors.RateOutOfRange, spec.Title, argument, rate, rate is > 1 and < 100 ? rate / 100 : rate < 0 ? 0 : 0.1);
        }

        return isGood;
    }

    /// <summary>Checks that an activation is no softmax, in layers where the last dimension is not what they map.</summary>
    /// <param name="spec">The declaration.</param>
    /// <param name="reason">What they map.</param>
    /// <param name="remedy">What to declare instead.</param>
    /// <returns>Whether it is none.</returns>
    public bool RejectSoftmax(LayerSpec spec, string reason, string remedy)
    {
        bool isGood = (Ops.ActivationFunction)spec.Int("Activation") != Ops.ActivationFunction.Softmax;
        if (!isGood)
        {
            Report(Descriptors.SoftmaxNotAlongRows, spec.Kind, "Activation", reason, remedy);
        }

        return isGood;
    }

    /// <summary>Checks that inputs and outputs can be shared out to so many blocks.</summary>
    /// <returns>Whether they can.</returns>
    public bool RequireBlocks(LayerSpec spec, int blocks, int inputs, int outputs)
    {
        if (blocks < 1)
        {
            Report(Descriptors.BlocksTooSmall, spec.Kind, blocks);
        }
        else if (blocks > Math.Min(inputs, outputs))
        {
            Report(Descriptors.BlocksOverSize, spec.Kind, blocks, inputs, outputs, Math.Min(inputs, outputs));
        }

        return blocks >= 1 && blocks <= Math.Min(inputs, outputs);
    }

    /// <summary>Checks that a rank is not above that of the matrices that have it.</summary>
    /// <param name="spec">The declaration.</param>
    /// <param name="what">What it does with matrices of which sizes.</param>
    /// <param name="largest">The largest rank of such a matrix.</param>
    /// <returns>Whether it is not.</returns>
    public bool RequireRank(LayerSpec spec, string what, int largest)
    {
        int rank = spec.Int("rank");
        if (rank > largest)
        {
            Report(Descriptors.RankTooLarge, spec.Kind, rank, what, largest);
        }

        return rank <= largest;
    }

    /// <summary>Checks that a sparse map of these sizes has a density that keeps a weight, and a mask that fits.</summary>
    /// <returns>Whether it does.</returns>
    public bool RequireDensity(LayerSpec spec, double density, long inputs, long outputs)
    {
        if (!(density > 0 && density <= 1))
        {
            Report(Descriptors.DensityOutOfRange, spec.Kind, density);
            return false;
        }

        if ((double)inputs * outputs > int.MaxValue) // The product of two longs could wrap around.
        {
            Report(Descriptors.MaskTooLarge, spec.Kind, outputs, inputs, int.MaxValue);
            return false;
        }

        if (MaskSpec.KeptOf(density, inputs, outputs) == 0)
        {
            Report(Descriptors.DensityKeepsNothing, spec.Kind, density, outputs, inputs, MaskSpec.LeastDensity(inputs, outputs));
            return false;
        }

        return true;
    }

    /// <summary>Checks that the layer gets tokens.</summary>
    /// <returns>Whether it does.</returns>
    public bool RequireTokens(LayerSpec spec, Shape input)
    {
        if (input.IsVector)
        {
            Report(Descriptors.NeedsTokens, spec.Kind, input.Dimensions[0]);
        }

        return !input.IsVector && RejectImage(spec, input);
    }

    /// <summary>Checks that the layer gets an image.</summary>
    /// <returns>Whether it does.</returns>
    public bool RequireImage(LayerSpec spec, Shape input)
    {
        if (!input.IsImage)
        {
            Report(Descriptors.NeedsImage, spec.Kind, input);
        }

        return input.IsImage;
    }

    /// <summary>Checks that the layer does not get an image.</summary>
    /// <returns>Whether it does not.</returns>
    public bool RejectImage(LayerSpec spec, Shape input)
    {
        if (input.IsImage)
        {
            Report(Descriptors.ImageNotEmbedded, spec.Kind, input, Divisors.Common(input.Dimensions[1], input.Dimensions[2]));
        }

        return !input.IsImage;
    }

    /// <summary>Whether names may have it.</summary>
    public static bool IsNameCharacter(char character) => character is '_' or '-' || (character < 128 && char.IsLetterOrDigit(character));
}
