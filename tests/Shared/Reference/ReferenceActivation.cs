using MathNet.Numerics;

namespace SparseGen.Tests.Reference;

/// <summary>The activation functions and their derivatives from their definitions.</summary>
internal sealed class ReferenceActivation(ActivationKind kind) : ReferenceLayer
{
    private double[] _input = [];

    public override double[] Forward(double[] input)
    {
        _input = input;
        return Array.ConvertAll(input, x => Value(kind, x));
    }

    public override double[] Backward(double[] outputGradient) =>
        [.. outputGradient.Zip(_input, (gradient, x) => gradient * Derivative(kind, x))];

    public static double Value(ActivationKind kind, double x) => kind switch
    {
        ActivationKind.Gelu => x * NormalDistribution(x),
        ActivationKind.GeluTanh => x / 2 * (1 + Math.Tanh(TanhArgument(x))),
        ActivationKind.Relu => Math.Max(x, 0),
        ActivationKind.SquaredRelu => Math.Max(x, 0) * Math.Max(x, 0),
        ActivationKind.None => x,
        ActivationKind.Silu => x * Logistic(x),
        ActivationKind.Sigmoid => Logistic(x),
        ActivationKind.Tanh => Math.Tanh(x),
        ActivationKind.LeakyRelu => x > 0 ? x : 0.01 * x,
        ActivationKind.HardTanh => Math.Clamp(x, -1, 1),
        ActivationKind.Softplus => Math.Max(x, 0) + LogarithmOf1Plus(Math.Exp(-Math.Abs(x))),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The reference does not know this activation."),
    };

    public static double Derivative(ActivationKind kind, double x)
    {
        switch (kind)
        {
            case ActivationKind.Gelu:
                return NormalDistribution(x) + x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
            case ActivationKind.GeluTanh:
                var tanh = Math.Tanh(TanhArgument(x));
                return (1 + tanh) / 2 + x / 2 * (1 - tanh * tanh) * Math.Sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
            case ActivationKind.Relu:
                return x > 0 ? 1 : 0;
            case ActivationKind.SquaredRelu:
                return 2 * Math.Max(x, 0);
            case ActivationKind.None:
                return 1;
            case ActivationKind.Silu:
                return Logistic(x) + x * Logistic(x) * Logistic(-x);
            case ActivationKind.Sigmoid:
                return Logistic(x) * Logistic(-x);
            case ActivationKind.Tanh:
                return 1 / (Math.Cosh(x) * Math.Cosh(x));
            case ActivationKind.LeakyRelu:
                return x > 0 ? 1 : 0.01;
            case ActivationKind.HardTanh:
                return Math.Abs(x) < 1 ? 1 : 0;
            case ActivationKind.Softplus:
                return Logistic(x);
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "The reference does not know this activation.");
        }
    }

    /// <summary>By way of erfc, which keeps its relative accuracy in the left tail.</summary>
    private static double NormalDistribution(double x) => SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2;

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>ln(1 + p) with the digits of a small p: what 1 + p loses of p is put right by its derivative.</summary>
    private static double LogarithmOf1Plus(double p) => Math.Log(1 + p) - (((1 + p - 1) - p) / (1 + p));

    private static double TanhArgument(double x) => Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
}
