import express from 'express'
import { expressFramework } from './express'

export const express5 = expressFramework('Express 5', express)
