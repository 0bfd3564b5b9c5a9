package ncenter.elements

import ncenter.Element

public val H: Element = Element("H")
public val He: Element = Element("He")
public val Li: Element = Element("Li")
public val Be: Element = Element("Be")
public val B: Element = Element("B")
public val C: Element = Element("C")
public val N: Element = Element("N")
public val O: Element = Element("O")
public val F: Element = Element("F")
public val Ne: Element = Element("Ne")
public val Na: Element = Element("Na")
public val Mg: Element = Element("Mg")
public val Al: Element = Element("Al")
public val Si: Element = Element("Si")
public val P: Element = Element("P")
public val S: Element = Element("S")
public val Cl: Element = Element("Cl")
public val Ar: Element = Element("Ar")
