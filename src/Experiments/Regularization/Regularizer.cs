using System.Text.Json.Serialization;

namespace SparseGen.Experiments;

/// <summary>How a training is regularised: a row of the tables.</summary>
/// <param name="Method">One of the names below.</param>
/// <param name="Gamma">Weight of the penalty (gamma / 2) |grad L|^2; 0 where there is none.</param>
/// <param name="Epsilon">Ascent step of finite differences, in units of the gradient; the radius rho for SAM; 0 where there is neither.</param>
internal sealed record Regularizer(string Method, float Gamma, float Epsilon)
{
    /// <summary>No regularisation.</summary>
    public const string Plain = "plain";

    /// <summary>Gradient regularisation by forward differences.</summary>
    public const string Forward = "forward GR";

    /// <summary>Gradient regularisation by backward differences.</summary>
    public const string Backward = "backward GR";

    /// <summary>Gradient regularisation by centred differences.</summary>
    public const string Centered = "centred GR";

    /// <summary>Gradient regularisation by exact Hessian-vector products.</summary>
    public const string Exact = "exact GR";

    /// <summary>Sharpness-aware minimisation.</summary>
    public const string SharpnessAware = "SAM";

    /// <summary>The training that all others are compared with.</summary>
    public static Regularizer None { get; } = new(Plain, 0, 0);

    /// <summary>The ascent step with its sign: backward differences look the other way.</summary>
    [JsonIgnore]
    public double SignedEpsilon => Method == Backward ? -Epsilon : Epsilon;

    /// <summary>What tells it from the others.</summary>
    [JsonIgnore]
    public string Key => $"{Method} {Cell.Of(Gamma)} {Cell.Of(Epsilon)}";

    /// <summary>The weight as a cell of a table for people.</summary>
    [JsonIgnore]
    public string GammaText => TextOf(Gamma);

    /// <summary>The ascent step or radius as a cell of a table for people.</summary>
    [JsonIgnore]
    public string EpsilonText => TextOf(Epsilon);

    /// <summary>For people who watch.</summary>
    [JsonIgnore]
    public string Description => Method switch
    {
        Plain => Plain,
        Exact => $"{Method}, gamma {Cell.Of(Gamma)}",
        SharpnessAware => $"{Method}, rho {Cell.Of(Epsilon)}",
        _ => $"{Method}, gamma {Cell.Of(Gamma)}, epsilon {Cell.Of(Epsilon)}",
    };

    /// <summary>Sharpness-aware minimisation with a radius.</summary>
    /// <param name="rho">The radius.</param>
    public static Regularizer Sam(float rho) => new(SharpnessAware, 0, rho);

    /// <summary>Exact products, which have no ascent step: the limit of all differences for short ones.</summary>
    /// <param name="gamma">Weight of the penalty.</param>
    public static Regularizer WithoutDifferences(float gamma) => new(Exact, gamma, 0);

    /// <summary>Forward and backward differences for each pair of a weight and an ascent step, from the largest backward step to the largest forward one.</summary>
    /// <param name="gammas">Weights of the penalty.</param>
    /// <param name="epsilons">Ascent steps, rising.</param>
    public static IEnumerable<Regularizer> Grid(IReadOnlyList<float> gammas, IReadOnlyList<float> epsilons) => gammas.SelectMany(gamma =>
        epsilons.Reverse().Select(epsilon => new Regularizer(Backward, gamma, epsilon)).Concat(epsilons.Select(epsilon => new Regularizer(Forward, gamma, epsilon))));

    /// <summary>A hook for one trainer; null for <see cref="None"/>.</summary>
    public ITrainingHook? CreateHook() => Method switch
    {
        Plain => null,
        SharpnessAware => new SharpnessAwareMinimization(Epsilon),
        Forward => new GradientRegularization(Gamma, Epsilon) { Scheme = GradientScheme.Forward },
        Backward => new GradientRegularization(Gamma, Epsilon) { Scheme = GradientScheme.Backward },
        Exact => new GradientRegularization(Gamma) { Scheme = GradientScheme.Exact },
        Centered => new GradientRegularization(Gamma, Epsilon) { Scheme = GradientScheme.Centered },
        _ => throw new InvalidOperationException($"{nameof(Method)} is '{Method}'; expected one of the names of {nameof(Regularizer)}."),
    };

    // Files hold the 0, which reads back as a number.
    private static string TextOf(float value) => value == 0 ? "-" : Cell.Of(value);
}
